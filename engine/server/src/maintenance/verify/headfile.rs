//! A head file: where the log and every campaign's chain stood, written down outside the data directory, so that a cut
//! tail is seen even if the head row was cut with it.

use std::collections::BTreeMap;
use std::path::Path;

use muster_protocol::ids::{CampaignId, Digest, Version};

use crate::execute::Handle;
use crate::store::StoreError;

/// First line of the file.
const TITLE: &str = "muster heads 1";

/// A head file's content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct HeadFile {
    pub(super) position: u64,
    pub(super) campaigns: BTreeMap<CampaignId, (Version, Digest)>,
    /// Digest of the contacts that were copied with the log, where it lies in a backup.
    pub(crate) contacts: Option<Digest>,
}

impl HeadFile {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text)
            .map_err(|line| format!("{}: line {line} is not one of a head file", path.display()))
    }

    fn parse(text: &str) -> Result<Self, usize> {
        let mut lines = text.lines().zip(1usize..);
        if lines.next().map(|(line, _)| line) != Some(TITLE) {
            return Err(1);
        }
        let mut heads = Self::default();
        for (line, number) in lines {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["position", position] => heads.position = position.parse().map_err(|_| number)?,
                ["campaign", id, version, hash] => {
                    let id = CampaignId::new(id).map_err(|_| number)?;
                    let version = Version(version.parse().map_err(|_| number)?);
                    heads.campaigns.insert(id, (version, hash.parse().map_err(|_| number)?));
                }
                ["contacts", digest] => heads.contacts = Some(digest.parse().map_err(|_| number)?),
                _ => return Err(number),
            }
        }
        Ok(heads)
    }
}

/// The text of a head file: a line for the shard, and one for each campaign with its version and its link.
pub(super) fn text<'a>(position: u64, heads: impl Iterator<Item = (&'a str, u64, Digest)>) -> String {
    let line = |(id, version, hash): (&str, u64, Digest)| format!("campaign {id} {version} {hash}\n");
    format!("{TITLE}\nposition {position}\n{}", heads.map(line).collect::<String>())
}

/// Writes the heads of a running engine's log to a file.
pub async fn write_head_file(handle: &Handle, path: &Path) -> Result<(), StoreError> {
    // The position first: what is committed between the two readings is then more than the file says, never less.
    let position = handle.reader().head().await?.position;
    let heads = handle.reader().campaigns().await?;
    let heads = heads.iter().map(|head| (head.campaign.as_str(), head.version.0, head.hash));
    std::fs::write(path, text(position.0, heads))
        .map_err(|error| StoreError::Failed(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_reported_by_its_line() {
        assert_eq!(HeadFile::parse("").unwrap_err(), 1);
        assert_eq!(HeadFile::parse("muster heads 1\nposition 3\ncampaign c x y\n").unwrap_err(), 3);
        let good = format!("{TITLE}\nposition 7\ncampaign c 5 {}\n", Digest::of(b"x"));
        let heads = HeadFile::parse(&good).unwrap();
        assert_eq!(heads.position, 7);
        assert_eq!(heads.campaigns[&CampaignId::new("c").unwrap()], (Version(5), Digest::of(b"x")));
    }
}
