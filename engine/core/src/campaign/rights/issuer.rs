//! Who gives a command, and on whose behalf.

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuer<'a> {
    /// The post that acts, a worker or the engine itself.
    pub actor: &'a str,
    /// The post on whose behalf it acts, where that is another's.
    pub behalf: Option<&'a str>,
}

impl<'a> Issuer<'a> {
    /// A post that acts for itself.
    #[must_use]
    pub fn post(actor: &'a str) -> Self {
        Self { actor, behalf: None }
    }

    /// The post whose act it is: the one that it is done for, else the one that does it.
    #[must_use]
    pub fn whose(&self) -> &'a str {
        self.behalf.unwrap_or(self.actor)
    }
}
