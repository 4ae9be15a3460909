//! Counterparts that break off, and such as are slow.

use super::*;

/// A counterpart that says so much to every connection and then ends it, or never ends it.
pub(super) async fn breaking_off(says: &'static str, ends: bool) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut some = [0; 64];
            let _read = socket.read(&mut some).await;
            let _said = socket.write_all(says.as_bytes()).await;
            if !ends {
                held.push(socket);
            }
        }
    });
    base
}

#[tokio::test]
async fn a_counterpart_that_breaks_off_has_not_taken_the_letter() {
    let dir = tempfile::tempdir().unwrap();
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"errcode\":0,\"code\":0}";
    for says in ["", "HTTP/1.1 200", half] {
        let base = breaking_off(says, true).await;
        for (kind, settings) in one_of_each_kind(&base, dir.path()) {
            let ended = outcome(settings).await;
            assert!(ended.starts_with("later, 甲: "), "{kind} after {says:?}: {ended}");
            assert!(!ended.contains(&base), "its address may be a secret: {ended}");
        }
    }
}

/// Time passes whenever everybody waits: nobody waits here for the machine's.
#[tokio::test(start_paused = true)]
async fn a_counterpart_that_is_slow_is_waited_for_as_long_as_the_setting_says_and_no_longer() {
    let dir = tempfile::tempdir().unwrap();
    for says in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let base = breaking_off(says, false).await;
        for (kind, settings) in one_of_each_kind(&base, dir.path()) {
            let began = tokio::time::Instant::now();
            let settings = ChannelSettings { timeout_seconds: Some(3), ..settings };
            let ended = outcome(settings).await;
            assert_eq!(ended, "later, 甲: no answer in time", "{kind} after {says:?}");
            assert_eq!(began.elapsed().as_secs(), 3, "{kind} after {says:?}");
            let again = one_of_each_kind(&base, dir.path()).into_iter().find(|(name, _)| *name == kind);
            let settings = ChannelSettings { timeout_seconds: Some(3), ..again.unwrap().1 };
            assert_eq!(kept(settings).await, FailureCause::Timeout, "{kind} after {says:?}");
        }
    }
}
