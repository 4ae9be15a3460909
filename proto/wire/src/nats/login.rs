//! Who connects. What is in a file is read at every connecting, so that a changed password, key or credentials file needs no
//! restart: neither the server nor this end has to be started again.

use std::fmt;
use std::path::{Path, PathBuf};

use async_nats::Auth;
use nkeys::KeyPair;

/// Where a secret stands.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// Here, as it was at the start of the process.
    Text(String),
    /// In a file, read at every connecting, without the end of its line.
    File(PathBuf),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Secret {
    fn read(&self) -> Result<String, String> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::File(path) => Ok(text(path)?.trim_end_matches(['\r', '\n']).to_owned()),
        }
    }

    fn file(&self) -> Option<&Path> {
        match self {
            Self::Text(_) => None,
            Self::File(path) => Some(path),
        }
    }
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Who connects.
#[derive(Clone, Default)]
pub enum Login {
    /// Anyone whom the server takes without a name, or the user in the address.
    #[default]
    Nobody,
    /// A user with a password.
    User {
        /// Its name.
        user: String,
        /// Its password.
        password: Secret,
    },
    /// A file of credentials (JWT and seed).
    Creds(PathBuf),
    /// The seed of an nkey, such as `SUA...`.
    Nkey(Secret),
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "Nobody",
            Self::User { .. } => "User",
            Self::Creds(_) => "Creds",
            Self::Nkey(_) => "Nkey",
        })
    }
}

impl Login {
    /// The file that its secret is read from at every connecting, if it is in one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Nobody => None,
            Self::User { password, .. } => password.file(),
            Self::Creds(path) => Some(path),
            Self::Nkey(seed) => seed.file(),
        }
    }

    /// What is said to the server, over the words that it wants signed.
    pub(super) fn auth(&self, nonce: &[u8]) -> Result<Auth, String> {
        let mut auth = Auth::new();
        match self {
            Self::Nobody => {}
            Self::User { user, password } => {
                auth.username = Some(user.clone());
                auth.password = Some(password.read()?);
            }
            Self::Nkey(seed) => {
                let key = key(&seed.read()?, self.file())?;
                auth.nkey = Some(key.public_key());
                auth.signature = Some(signed(&key, nonce)?);
            }
            Self::Creds(path) => {
                let text = text(path)?;
                let jwt = section(&text, "USER JWT").ok_or_else(|| lacks(path, "user JWT"))?;
                let seed = section(&text, "USER NKEY SEED").ok_or_else(|| lacks(path, "seed of an nkey"))?;
                auth.jwt = Some(jwt.to_owned());
                auth.signature = Some(signed(&key(seed, Some(path))?, nonce)?);
            }
        }
        Ok(auth)
    }
}

fn lacks(path: &Path, what: &str) -> String {
    format!("{}: there is no {what} in it", path.display())
}

/// Never with the seed in the words of the error.
fn key(seed: &str, path: Option<&Path>) -> Result<KeyPair, String> {
    KeyPair::from_seed(seed.trim()).map_err(|_| match path {
        Some(path) => lacks(path, "seed of an nkey"),
        None => "this is no seed of an nkey".to_owned(),
    })
}

fn signed(key: &KeyPair, nonce: &[u8]) -> Result<Vec<u8>, String> {
    key.sign(nonce).map_err(|error| error.to_string())
}

/// The line after `-----BEGIN NATS USER JWT-----` or `-----BEGIN USER NKEY SEED-----`.
fn section<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.starts_with("---") && line.contains("BEGIN") && line.contains(name))?;
    lines.find(|line| !line.is_empty()).filter(|line| !line.starts_with("---"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_file_is_read_every_time() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("password");
        let login = Login::User { user: "visits".to_owned(), password: Secret::File(path.clone()) };
        assert!(login.auth(b"").map(drop).unwrap_err().contains("password"));
        for password in ["one", "another"] {
            std::fs::write(&path, format!("{password}\r\n")).unwrap();
            assert_eq!(login.auth(b"").unwrap().password.as_deref(), Some(password));
        }
    }

    #[test]
    fn credentials_are_a_jwt_and_a_seed() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("user.creds");
        let key = KeyPair::new_user();
        let login = Login::Creds(path.clone());
        let file = |seed: &str| {
            format!(
                "-----BEGIN NATS USER JWT-----\neyJ0.eyJq.sig\n------END NATS USER JWT------\n\n*** IMPORTANT ***\n\n\
                 -----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n"
            )
        };
        std::fs::write(&path, file(&key.seed().unwrap())).unwrap();
        let auth = login.auth(b"sign this").unwrap();
        assert_eq!(auth.jwt.as_deref(), Some("eyJ0.eyJq.sig"));
        assert!(key.verify(b"sign this", &auth.signature.unwrap()).is_ok());
        std::fs::write(&path, file("SUNOSEED")).unwrap();
        let error = login.auth(b"").map(drop).unwrap_err();
        assert!(error.contains("user.creds") && !error.contains("SUNOSEED"), "{error}");
        std::fs::write(&path, "").unwrap();
        assert!(login.auth(b"").is_err());
    }
}
