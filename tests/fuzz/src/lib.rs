//! What the fuzz targets share: the carried campaigns, and a real engine that runs one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a target that cannot start has failed")]

use std::io::{Cursor, Write};
use std::net::SocketAddr;

use muster::embedded;
use muster_core::definition::{Files, compile, needs};
use muster_server::{ClockMode, Engine, Handle, Options};
use muster_protocol::command::{Command, Launch, CommandEnvelope};
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::time::Instant;
use tokio::runtime::Runtime;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Name of the campaign that the engine of a target runs.
pub const CAMPAIGN: &str = "sy";

/// A carried campaign as the compiler wants it, with the calendars that it names.
pub fn carried(name: &str) -> Files {
    let campaign =
        embedded::campaigns().into_iter().find(|it| it.name() == name).expect("a carried campaign");
    let mut files = Files { main: campaign.main(), ..Files::default() };
    files.files.extend(campaign.files().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
    let named = needs(&files.files[&files.main]);
    files
        .files
        .extend(named.iter().filter_map(|name| Some((name.clone(), embedded::calendar(name)?.to_vec()))));
    files
}

/// A workbook of a sheet and, behind NULs, shared strings, styles and the book itself: bytes within a packed file are never
/// reached by changing them, since they carry a checksum.
pub fn workbook(parts: &[u8]) -> Vec<u8> {
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{related}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: String| format!("<Relationships>{links}</Relationships>").into_bytes();
    let mut parts = parts.splitn(4, |byte| *byte == 0).map(<[u8]>::to_vec);
    let (sheet, strings, styles) = (parts.next(), parts.next(), parts.next());
    let book = parts.next().unwrap_or_else(|| {
        b"<workbook><sheets><sheet name=\"1\" r:id=\"r1\"/><sheet name=\"2\" r:id=\"r2\"/></sheets></workbook>".to_vec()
    });
    let both = link("r1", "worksheet", "worksheets/1.xml") + &link("r2", "worksheet", "worksheets/2.xml");
    let files = [
        ("_rels/.rels", Some(links(link("r1", "officeDocument", "xl/workbook.xml")))),
        ("xl/_rels/workbook.xml.rels", Some(links(both))),
        ("xl/workbook.xml", Some(book)),
        ("xl/worksheets/1.xml", sheet),
        ("xl/worksheets/2.xml", Some(b"<worksheet><sheetData></sheetData></worksheet>".to_vec())),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        if let Some(bytes) = bytes {
            writer.start_file(name, stored).unwrap();
            writer.write_all(&bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A running engine with its folder. It lives as long as the process.
pub struct World {
    pub runtime: Runtime,
    pub engine: Engine,
    pub handle: Handle,
    pub dir: tempfile::TempDir,
}

impl World {
    /// The first campaign on a stepped clock, on a day in the middle of its first phase.
    pub fn start() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let start = instant("2014-03-31T00:00:00+08:00");
        let clock = ClockMode::Stepped { start };
        let engine =
            runtime.block_on(Engine::open(Options { data_dir: dir.path().to_owned(), clock })).unwrap();
        let handle = engine.handle();
        let definition = compile(&carried("service-year")).definition.expect("a sound campaign");
        runtime.block_on(async {
            let digest = handle.store(definition.to_bytes()).await.unwrap();
            let command = Command::Launch(Launch { definition: digest, sources: Vec::new(), contacts: None });
            let envelope = CommandEnvelope {
                id: CommandId::derived(&[CAMPAIGN, "launch"]),
                campaign: CampaignId::new(CAMPAIGN).unwrap(),
                actor: "领导小组".to_owned(),
                behalf: None,
                via: "cli".to_owned(),
                command,
            };
            handle.execute(envelope).await.unwrap();
            handle.clock().step_to(instant("2014-04-24T12:00:00+08:00"));
            handle.tick().await.unwrap();
        });
        Self { runtime, engine, handle, dir }
    }
}

fn instant(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// Any free port of this machine.
pub fn loopback() -> SocketAddr {
    muster_server::http::LOOPBACK
}
