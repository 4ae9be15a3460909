//! The address file: where a running engine listens, and the token that lets in.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use uuid::Uuid;

/// Name of the file in the data directory. It may outlive an engine that was killed: who finds nobody there looks at
/// the lock.
pub const ADDRESS_FILE: &str = "address";

/// Only the owner of the directory may read the token.
const MODE: u32 = 0o600;

/// Where an engine listens.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Address and port.
    pub at: SocketAddr,
    /// What each request must carry.
    pub token: String,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("at", &self.at).finish_non_exhaustive()
    }
}

impl Address {
    /// An address with a new token of 244 random bits.
    pub(super) fn new(at: SocketAddr) -> Self {
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        Self { at, token }
    }

    /// What proves that somebody knows the token, for a challenge: it is made with a key that is derived from the token, over the
    /// address too, so that nobody can have it answered at another one. The token itself is not shown.
    pub(super) fn proof(&self, challenge: &str) -> blake3::Hash {
        let key = blake3::derive_key("muster 2026 proof of the address file", self.token.as_bytes());
        blake3::keyed_hash(&key, format!("{} {challenge}", self.at).as_bytes())
    }

    /// Whether somebody proved over a challenge that it knows the token. Compared in constant time.
    #[must_use]
    pub fn proves(&self, challenge: &str, proof: &str) -> bool {
        blake3::Hash::from_hex(proof).is_ok_and(|proof| proof == self.proof(challenge))
    }

    /// Reads the address file of a data directory; none when there is none, or not a whole one.
    #[must_use]
    pub fn read(data_dir: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(data_dir.join(ADDRESS_FILE)).ok()?;
        let (at, token) = text.trim_end().split_once(' ')?;
        Some(Self { at: at.parse().ok()?, token: token.to_owned() })
    }

    /// Writes the file: whole or not at all, so that nobody reads half a token.
    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        let draft = file.with_extension("new");
        match std::fs::remove_file(&draft) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut out = OpenOptions::new().write(true).create_new(true).mode(MODE).open(&draft)?;
        writeln!(out, "{} {}", self.at, self.token)?;
        std::fs::rename(&draft, file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_file_is_for_its_owner_alone_and_reads_back() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Address::read(dir.path()), None);
        let file = dir.path().join(ADDRESS_FILE);
        for port in [1, 2] {
            let address = Address::new(SocketAddr::from(([127, 0, 0, 1], port)));
            address.write(&file).unwrap();
            assert_eq!(Address::read(dir.path()), Some(address));
        }
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, MODE);
    }
}
