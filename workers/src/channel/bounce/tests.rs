use muster_rules::worker::{LetterName, LetterReceipt};

use super::super::receipts::Receipts;
use super::super::settings::{ChannelSettings, ReceiptSettings, Secret, Security, SmtpSettings};
use super::*;

const SECRET: &str = "a secret of these receipts";
const SENT: &str = "year.2014-04-25.001-clerk.routine";
const RECIPIENT: &str = "Final-Recipient: rfc822; zhang@bureau.test\r\nOriginal-Recipient: rfc822;zhang@bureau.test\r\n\
    Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <zhang@bureau.test>: Recipient\r\n    unknown\r\n";

/// The head of a letter as it went out.
fn head(name: &str, proof: &str) -> String {
    format!(
        "From: office@bureau.test\r\nMessage-ID: <{name}@bureau.test>\r\nMuster-Proof: {proof}\r\nSubject: x\r\n"
    )
}

fn letter() -> String {
    head(SENT, &proof(SECRET, SENT))
}

/// A notice as Postfix writes it.
fn notice(recipients: &str, returned: &str) -> String {
    format!(
        "From MAILER-DAEMON Mon Mar  2 09:00:05 2026\r\nReturn-Path: <>\r\nFrom: MAILER-DAEMON@mx.test (Mail Delivery System)\r\n\
         Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\
         \tboundary=\"4A1.17/mx.test\"\r\n\r\nThis is a MIME-encapsulated message.\r\n\r\n--4A1.17/mx.test\r\n\
         Content-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry.\r\n\r\n--4A1.17/mx.test\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\nX-Postfix-Queue-ID: 4A1\r\n\r\n{recipients}\r\n\
         --4A1.17/mx.test\r\nContent-Type: {returned}\r\n--4A1.17/mx.test--\r\n"
    )
}

fn whole(recipients: &str) -> String {
    notice(recipients, &format!("message/rfc822\r\n\r\n{}\r\nthe letter\r\n", letter()))
}

fn read(mail: &str) -> Result<(&'static str, String), NoBounce> {
    read_bounce(mail.as_bytes(), SECRET).map(|it| (it.action, it.said))
}

#[test]
fn a_letter_that_came_back_is_told_in_the_servers_words_without_an_address() {
    let told = read_bounce(whole(RECIPIENT).as_bytes(), SECRET).unwrap();
    assert_eq!(
        (told.campaign.as_str(), told.message.to_string().as_str()),
        ("year", "2014-04-25/001-clerk/routine")
    );
    assert_eq!((told.action, told.said.as_str()), ("failed", "550 5.1.1 <<address>>: Recipient unknown"));
    // Lines may end otherwise, and what is returned may be the head alone, coded for its way or not.
    assert_eq!(read(&whole(RECIPIENT).replace("\r\n", "\n")), Ok((told.action, told.said.clone())));
    let coded = STANDARD.encode(letter());
    for returned in [
        format!("text/rfc822-headers\r\n\r\n{}", letter()),
        format!("text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}\r\n"),
    ] {
        assert_eq!(read(&notice(RECIPIENT, &returned)), Ok((told.action, told.said.clone())), "{returned}");
    }
}

/// A notice as OpenSMTPD 6.8 writes it: it does not say that it is a report, and gives its diagnosis to people alone.
#[test]
fn a_notice_of_opensmtpd_is_read_too() {
    let of = |words: &str, kind: &str| {
        format!(
            "Delivered-To: bounces@bureau.test\r\nSubject: Delivery status notification: failed\r\nFrom: Mailer Daemon <MAILER-DAEMON@vm>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed;boundary=\"106225469223142307/vm\"\r\n\r\n\
             This is a MIME-encapsulated message.\r\n\r\n--106225469223142307/vm\r\nContent-Description: Notification\r\n\
             Content-Type: text/plain; charset=us-ascii\r\n\r\n    Hi!\r\n\r\n    the following list of recipients:\r\n\r\n\
             {words}\r\n\r\n    Below is a copy of the original message:\r\n\r\n--106225469223142307/vm\r\n\
             Content-Description: Delivery Report\r\nContent-Type: {kind}\r\n\r\nReporting-MTA: dns; vm\r\n\r\n\
             Final-Recipient: rfc822; zhang@bureau.test\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n--106225469223142307/vm\r\n\
             Content-Description: Message headers\r\nContent-Type: text/rfc822-headers\r\n\r\n{}\r\nhello\r\n\r\n--106225469223142307/vm--\r\n",
            letter()
        )
    };
    let status = "message/delivery-status";
    let words = "zhang@bureau.test: 550 Invalid recipient: <zhang@bureau.test>";
    let told = ("failed", "5.0.0 550 Invalid recipient: <<address>>".to_owned());
    assert_eq!(read(&of(words, status)), Ok(told));
    for other in ["", "li@bureau.test: 550 full", "zhang@bureau.test:", "zhang@bureau.test is gone"] {
        assert_eq!(read(&of(other, status)), Ok(("failed", "5.0.0".to_owned())), "{other}");
    }
    assert_eq!(
        read(&of(words, "text/plain")),
        Err(NoBounce::NoNotice),
        "a letter with things in it is no notice"
    );
}

#[test]
fn words_are_bounded_name_nobody_and_are_there_where_the_server_gives_a_number_alone() {
    let of = |more: &str| {
        let recipient = format!(
            "Final-Recipient: rfc822; 张三@bureau.test\r\nAction: Failed\r\nStatus: 5.2.2 (full)\r\n{more}"
        );
        read(&whole(&recipient)).unwrap().1
    };
    assert_eq!(of(""), "5.2.2");
    assert_eq!(of("Diagnostic-Code: smtp; 550 over quota\r\n"), "5.2.2 550 over quota");
    let passed_on =
        of("Diagnostic-Code: smtp; 550 用户张三@bureau.test不存在, (private.zhang+x@gmail.test) is full\r\n");
    assert_eq!(passed_on, "5.2.2 550 用户<address>不存在, (<address>) is full");
    assert_eq!(of("Diagnostic-Code: smtp; 550 \u{1b}[2Jcleared\r\n"), "5.2.2 550  [2Jcleared");
    assert_eq!(of(&format!("Diagnostic-Code: smtp; {}\r\n", "长".repeat(400))).len(), 500 - (500 - 6) % 3);
}

/// Programs on the way fold fields otherwise, and write comments into them.
#[test]
fn a_head_that_was_rewritten_on_its_way_is_the_same_head() {
    let proof = proof(SECRET, SENT);
    let (start, rest) = proof.split_at(20);
    let id = format!("<{SENT}@bureau.test>");
    for (id, proof) in [
        (format!("Message-ID: \r\n {id}"), format!("Muster-Proof: \r\n {proof}")),
        (format!("Message-ID:\r\n\t{id}"), format!("Muster-Proof:\r\n\t{proof}")),
        (format!("Message-ID : {id}"), format!("Muster-Proof : {proof}")),
        (format!("MESSAGE-ID: (one of (ours)) {id} (c)"), format!("muster-proof: (c) {proof} (c)")),
        (format!("Message-ID: < {SENT} @ bureau.test >"), format!("Muster-Proof: {start}\r\n {rest}")),
    ] {
        let returned = format!("message/rfc822\r\n\r\n{id}\r\n{proof}\r\nSubject: x\r\n\r\nthe letter\r\n");
        let told = read(&notice(RECIPIENT, &returned)).map(|(action, _)| action);
        assert_eq!(told, Ok("failed"), "{returned}");
    }
}

#[test]
fn what_a_server_names_as_the_address_hides_none() {
    let of = |recipient: &str, words: &str| {
        let recipient = format!(
            "Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 {words}\r\n"
        );
        let to = letter().replace("Subject", "To: Zhang <zhang@bureau.test>\r\nSubject");
        read(&notice(&recipient, &format!("message/rfc822\r\n\r\n{to}\r\n"))).unwrap().1
    };
    for sign in ["@", "a@", "@test", "e@t"] {
        assert_eq!(of(sign, "<zhang@bureau.test> is full"), "550 5.1.1 <<address>> is full", "{sign}");
    }
    let said = of("@", "\"li si\"@bureau.test, 李四@单位.test, li%40bureau.test, li=40bureau.test");
    assert_eq!(said, "550 5.1.1 <address>, <address>, <address>, <address>");
    // The letter's own, as its head says, between words without spaces.
    assert_eq!(of("@", "用户zhang@bureau.test不存在"), "550 5.1.1 用户<address>不存在");
}

#[test]
fn several_people_behind_one_address_are_one_letter() {
    let of = |actions: &[&str]| {
        let one = |action: &&str| {
            format!("Final-Recipient: rfc822; a@b.test\r\nAction: {action}\r\nStatus: 5.0.0\r\n")
        };
        read(&whole(&actions.iter().map(one).collect::<Vec<_>>().join("\r\n"))).map(|(action, _)| action)
    };
    assert_eq!(of(&["failed", "failed"]), Ok("failed"));
    assert_eq!(of(&["failed", "delivered"]), Ok("delivered"));
    for open in [&["delayed"][..], &["relayed"], &["expanded"], &["failed", "delayed"], &["unheard-of"]] {
        assert_eq!(of(open), Err(NoBounce::NotYet), "{open:?}");
    }
}

#[test]
fn what_is_no_notice_tells_nothing() {
    let absent = "From: zhang@bureau.test\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\nContent-Type: text/plain\r\n\r\n\
        Action: failed\r\n";
    let read_receipt =
        whole(RECIPIENT).replace("report-type=delivery-status", "report-type=disposition-notification");
    let own = letter();
    for mail in ["", "\u{0}", absent, own.as_str(), read_receipt.as_str()] {
        assert_eq!(read(mail), Err(NoBounce::NoNotice), "{mail}");
    }
}

#[test]
fn a_notice_of_a_mail_that_is_not_ours_or_does_not_show_so_is_no_word_about_a_letter() {
    let of = |returned: &str| read(&notice(RECIPIENT, &format!("message/rfc822\r\n\r\n{returned}\r\n")));
    let right = proof(SECRET, SENT);
    for strange in ["20140425.1234", "year.2014-04-25.001-clerk.nothing", ""] {
        let other = format!("Message-ID: <{strange}@bureau.test>\r\nSubject: x\r\n");
        assert_eq!(of(&other), Err(NoBounce::NotOurs), "{strange}");
        // What carries a proof may be ours whatever its name is now.
        assert_eq!(of(&head(strange, &right)), Err(NoBounce::Forged), "{strange}");
    }
    assert_eq!(of("Subject: x\r\n"), Err(NoBounce::NotOurs));
    assert_eq!(of(&format!("Muster-Proof: {right}\r\n")), Err(NoBounce::Forged));
    let other = SENT.replace("001", "002");
    let unshown = format!("Message-ID: <{SENT}@bureau.test>\r\n");
    for forged in [
        unshown.clone(),
        head(SENT, ""),
        head(SENT, "guessed"),
        head(SENT, &proof("another secret of receipts", SENT)),
        head(&other, &right),
        format!("{}Message-ID: <20140425.1234@bureau.test>\r\n", head(SENT, &right)),
        // Which of two holds, nobody can say.
        format!("{}Muster-Proof: {right}\r\n", head(SENT, &right)),
        // A proof beside the head proves nothing.
        format!("{unshown}\r\nMuster-Proof: {right}\r\n"),
    ] {
        assert_eq!(of(&forged), Err(NoBounce::Forged), "{forged}");
    }
}

#[test]
fn what_says_that_it_is_a_notice_and_holds_none_is_broken_and_a_flood_is_not_read() {
    let good = whole(RECIPIENT);
    for broken in [
        good.replace("boundary=", "bound="),
        good.replace("\"4A1.17/mx.test\"", "\"\""),
        good.replace("\"4A1.17/mx.test\"", "\"other\""),
        good.replace("message/delivery-status", "text/plain"),
        good.replace("message/rfc822", "text/plain"),
        good.replace(
            "message/delivery-status",
            "message/delivery-status\r\nContent-Transfer-Encoding: uuencode",
        ),
        whole(""),
        whole("Action: failed\r\nStatus: 5.1.1\r\n"),
        whole("Final-Recipient: rfc822; zhang@bureau.test\r\nStatus: 5.1.1\r\n"),
    ] {
        assert_eq!(read(&broken), Err(NoBounce::Broken), "{broken}");
    }
    let flood = format!("{good}{}", "x".repeat(BOUNCE_BYTES_MAX));
    assert_eq!(read(&flood), Err(NoBounce::TooLarge));
    // Whatever is cut off or turned over, it is answered.
    for at in (0..good.len()).step_by(7) {
        let (start, rest) = good.split_at(at);
        let _answered = (read(start).is_ok(), read(rest).is_ok(), read(&format!("{rest}{start}")).is_ok());
    }
}

/// What is told is what the settings of mail read where they say no more than the secret.
#[test]
fn mail_needs_no_more_settings_than_a_secret() {
    let smtp = SmtpSettings {
        server: "127.0.0.1".to_owned(),
        port: None,
        security: Security::None,
        ca: None,
        user: None,
        password: None,
        from: "office@bureau.test".to_owned(),
        bounce: None,
        reply_to: None,
    };
    let receipts = ReceiptSettings::of(Secret::Env("NO_SUCH_VARIABLE_OF_MUSTER".to_owned()));
    let mail = ChannelSettings { smtp: Some(smtp), receipts: Some(receipts), ..ChannelSettings::default() };
    let no_mail = ChannelSettings { smtp: None, ..mail.clone() };
    let (_, why) = Receipts::new(&[("sms".to_owned(), no_mail)].into()).unwrap_err();
    assert!(why.contains("receipts.message is not written"), "{why}");
    let receipts = Receipts::new(&[("mail".to_owned(), mail)].into()).unwrap();
    let body = |recipients: &str| {
        let told = read_bounce(whole(recipients).as_bytes(), SECRET).unwrap();
        serde_json::to_string(&told).unwrap()
    };
    let told = |arrived: Result<(), &str>| {
        let (campaign, message) = named(SENT).unwrap();
        let letter = LetterName::Ours(campaign, message);
        Ok(vec![LetterReceipt { letter, arrived: arrived.map_err(str::to_owned) }])
    };
    let said = "550 5.1.1 <<address>>: Recipient unknown";
    assert_eq!(receipts.read("mail", &body(RECIPIENT)), told(Err(said)));
    assert_eq!(receipts.read("mail", &body(&RECIPIENT.replace("failed", "delivered"))), told(Ok(())));
}
