use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::*;
use crate::sample;

/// What a server of the test says to `RCPT` and at the end of `DATA`.
#[derive(Clone, Copy)]
struct Says {
    greeting: &'static str,
    recipient: &'static str,
    taken: &'static str,
}

const GOOD: Says = Says { greeting: "220 mail.test", recipient: "250 ok", taken: "250 queued" };

/// A mail server that says what the test wants; it gives what it heard.
async fn server(says: Says) -> (SmtpSettings, UnboundedReceiver<String>, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (heard, hears) = unbounded_channel();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(serve(socket, says, heard.clone()));
        }
    });
    let settings = SmtpSettings {
        server: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Security::None,
        ca: None,
        user: None,
        password: None,
        from: "活动办公室 <office@bureau.test>".to_owned(),
        bounce: Some("bounces@bureau.test".to_owned()),
        reply_to: None,
    };
    (settings, hears, connections)
}

async fn serve(
    socket: tokio::net::TcpStream,
    says: Says,
    heard: UnboundedSender<String>,
) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(format!("{}\r\n", says.greeting).as_bytes()).await?;
    let mut data: Option<String> = None;
    while let Some(line) = lines.next_line().await? {
        if let Some(text) = &mut data {
            if line != "." {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            drop(heard.send(std::mem::take(text)));
            data = None;
            write.write_all(format!("{}\r\n", says.taken).as_bytes()).await?;
            continue;
        }
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-mail.test\r\n250 8BITMIME",
            "RCPT" => says.recipient,
            "DATA" => {
                data = Some(String::new());
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if line.starts_with("MAIL") || line.starts_with("RCPT") {
            drop(heard.send(line));
        }
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

async fn send(settings: SmtpSettings, account: &str) -> Result<(), NotTaken> {
    let smtp = Smtp::new(settings, Duration::from_secs(5)).unwrap();
    let (campaign, letter) = (sample::campaign(), letter());
    smtp.send(Parcel { campaign: &campaign, letter: &letter, account, part: None }).await
}

fn letter() -> OutgoingMessage {
    OutgoingMessage {
        subject: "4月25日 有1项提醒\r\nBcc: everybody@bureau.test".to_owned(),
        text: "请交 <方案>：https://muster.test/p/1?a=1&b=2\n谢谢".to_owned(),
        ..sample::letter("2014-04-25", 0)
    }
}

#[tokio::test]
async fn a_letter_is_a_mail_with_its_own_name_in_both_forms() {
    let (settings, mut hears, _) = server(GOOD).await;
    send(settings, "zhang@bureau.test").await.unwrap();
    assert!(hears.recv().await.unwrap().starts_with("MAIL FROM:<bounces@bureau.test>"));
    assert_eq!(hears.recv().await.unwrap(), "RCPT TO:<zhang@bureau.test>");
    let mail = hears.recv().await.unwrap();
    let headers = mail.split("\n\n").next().unwrap();
    assert!(headers.contains("Message-ID: <year.2014-04-25.001-clerk.routine@bureau.test>"), "{mail}");
    assert!(headers.contains("Auto-Submitted: auto-generated"), "{mail}");
    assert!(headers.contains("<office@bureau.test>"), "{mail}");
    assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "a subject brings no header: {mail}");
    assert!(mail.contains("multipart/alternative") && mail.contains("text/html"), "{mail}");
}

/// Where notices are read, a letter carries what its own notice must show; nowhere else is there anything of it.
#[tokio::test]
async fn a_letter_carries_the_proof_by_which_its_return_is_believed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("secret");
    std::fs::write(&file, "a secret of these receipts\n").unwrap();
    let (settings, mut hears, _) = server(GOOD).await;
    let smtp = |secret| Smtp::new(settings.clone(), Duration::from_secs(5)).unwrap().proving(secret);
    let (campaign, letter) = (sample::campaign(), letter());
    let parcel = Parcel { campaign: &campaign, letter: &letter, account: "zhang@bureau.test", part: None };
    smtp(Some(Secret::File(file.clone()))).send(parcel).await.unwrap();
    smtp(None).send(parcel).await.unwrap();
    let mut heads = Vec::new();
    while heads.len() < 2 {
        let heard = hears.recv().await.unwrap();
        if heard.contains("Message-ID") {
            heads.push(heard.split("\n\n").next().unwrap().to_owned());
        }
    }
    assert!(!heads[1].contains(PROOF), "{}", heads[1]);
    let notice = format!(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\
         Final-Recipient: rfc822; zhang@bureau.test\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n{}\n\n--b--\n",
        heads[0]
    );
    let told = super::super::bounce::read_bounce(notice.as_bytes(), "a secret of these receipts").unwrap();
    assert_eq!(told.message, letter.key);
    // A letter that nobody could believe does not go: it waits until the secret can be read.
    std::fs::remove_file(&file).unwrap();
    let not = smtp(Some(Secret::File(file))).send(parcel).await.unwrap_err();
    assert!(matches!(&not, NotTaken::Later(FailureCause::Settings, _)), "{not:?}");
}

/// RFC 2369 and RFC 8058: a mail program shows a button, and one click on it opts out.
#[test]
fn a_letter_of_which_one_may_opt_out_says_so_in_its_head() {
    let from: Mailbox = "a@bureau.test".parse().unwrap();
    let campaign = sample::campaign();
    let page = "p/0123456789abcdef0123456789abcdef01234567";
    let head = |address: Option<&str>, optional: bool| {
        let link = address.map(|address| muster_protocol::question::PageLink(format!("{address}/{page}")));
        let letter = OutgoingMessage { link, optional, ..letter() };
        let parcel =
            Parcel { campaign: &campaign, letter: &letter, account: "zhang@bureau.test", part: None };
        let mail = String::from_utf8(compose(&from, None, &parcel).unwrap().1.formatted()).unwrap();
        mail.split_once("\r\n\r\n").unwrap().0.to_owned()
    };
    let said = head(Some("https://muster.test"), true);
    let unfolded = said.replace("\r\n ", " ").replace(":  ", ": ");
    let address = format!("List-Unsubscribe: <https://muster.test/{page}/opt-out>\r\n");
    assert!(unfolded.contains(&address), "{said}");
    assert!(unfolded.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{said}");
    let plain = head(Some("http://127.0.0.1:9464"), true);
    assert!(plain.contains("List-Unsubscribe:") && !plain.contains("List-Unsubscribe-Post"), "{plain}");
    for (address, optional) in [(Some("https://muster.test"), false), (None, true)] {
        assert!(!head(address, optional).contains("List-Unsubscribe"), "{address:?} {optional}");
    }
}

#[test]
fn visits_go_along_as_a_calendar_that_a_mail_program_takes_over() {
    let from: Mailbox = "a@bureau.test".parse().unwrap();
    let (campaign, mut letter) = (sample::campaign(), letter());
    let composed = |letter: &OutgoingMessage| {
        let parcel = Parcel { campaign: &campaign, letter, account: "zhang@bureau.test", part: None };
        String::from_utf8(compose(&from, None, &parcel).unwrap().1.formatted()).unwrap()
    };
    assert!(!composed(&letter).contains("text/calendar"));
    letter.calendar = Some("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n".to_owned());
    let mail = composed(&letter);
    let (before, calendar) =
        mail.split_once("Content-Type: text/calendar; charset=utf-8; method=PUBLISH").unwrap();
    assert!(before.contains("text/plain") && before.contains("text/html"), "{mail}");
    assert!(calendar.contains("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR"), "{mail}");
}

#[test]
fn the_page_of_a_mail_escapes_everything_and_links_addresses_alone() {
    let page = html("题<", "a <b> https://x.test/?a=1&b=\"2\"\njavascript:alert(1)");
    assert!(page.contains("<title>题&lt;</title>"), "{page}");
    assert!(page.contains("a &lt;b&gt; <a href=\"https://x.test/?a=1&amp;b=&quot;2&quot;\">"), "{page}");
    assert!(!page.contains("href=\"javascript"), "{page}");
}

#[tokio::test]
async fn what_a_server_says_decides_between_later_and_never() {
    let cases = [
        (Says { recipient: "550 5.1.1 no such user", ..GOOD }, false),
        (Says { recipient: "451 4.7.1 greylisted", ..GOOD }, true),
        (Says { taken: "452 4.3.1 full", ..GOOD }, true),
        (Says { taken: "554 5.7.1 spam", ..GOOD }, false),
        (Says { greeting: "421 4.3.2 busy", ..GOOD }, true),
        (Says { greeting: "535 5.7.8 bad login", ..GOOD }, true),
    ];
    for (says, later) in cases {
        let (settings, _hears, _) = server(says).await;
        let not = send(settings, "zhang@bureau.test").await.unwrap_err();
        assert_eq!(matches!(not, NotTaken::Later(..)), later, "{not:?}");
    }
    let (mut settings, ..) = server(GOOD).await;
    settings.port = Some(1);
    assert!(
        matches!(
            send(settings, "zhang@bureau.test").await,
            Err(NotTaken::Later(FailureCause::Unreachable, _))
        ),
        "nobody there"
    );
    let (settings, ..) = server(GOOD).await;
    assert!(matches!(send(settings, "zj001").await, Err(NotTaken::Never(_))), "no mail address");
}

#[tokio::test]
async fn a_connection_serves_many_letters() {
    let (settings, _hears, connections) = server(GOOD).await;
    let smtp = Smtp::new(settings, Duration::from_secs(5)).unwrap();
    let (campaign, letter) = (sample::campaign(), letter());
    for _ in 0..5 {
        smtp.send(Parcel { campaign: &campaign, letter: &letter, account: "zhang@bureau.test", part: None })
            .await
            .unwrap();
    }
    // One may still be on its way back into the pool when the next letter looks for one.
    assert!(connections.load(Ordering::Relaxed) < 5, "a connection for each letter");
}

#[tokio::test]
async fn settings_that_would_betray_a_password_are_refused() {
    let (settings, ..) = server(GOOD).await;
    let secret = Secret::Env("NO_SUCH_VARIABLE_OF_MUSTER".to_owned());
    let with = |server: &str| SmtpSettings {
        server: server.to_owned(),
        user: Some("u".to_owned()),
        password: Some(secret.clone()),
        ..settings.clone()
    };
    assert!(Smtp::new(with("mail.bureau.test"), Duration::ZERO).is_err(), "in clear to another machine");
    assert!(Smtp::new(SmtpSettings { password: None, ..with("127.0.0.1") }, Duration::ZERO).is_err());
    let ca = Some(std::path::PathBuf::from("ca.crt"));
    assert!(
        Smtp::new(SmtpSettings { ca, ..settings.clone() }, Duration::ZERO).is_err(),
        "there is nothing to prove"
    );
    assert!(
        Smtp::new(SmtpSettings { from: "nobody".to_owned(), ..settings.clone() }, Duration::ZERO).is_err()
    );
    let not = send(with("127.0.0.1"), "zhang@bureau.test").await.unwrap_err();
    assert_eq!(not, NotTaken::settings("NO_SUCH_VARIABLE_OF_MUSTER is not set".to_owned()));
}
