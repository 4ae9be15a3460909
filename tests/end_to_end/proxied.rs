//! The page behind a real proxy: nginx with TLS, by the configuration that the operators' page shows, and curl in front of it.

use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use muster_server::http::Address;

use crate::browsing::{Answer, BOUNDARY, Form, beside};
use crate::delivery::{port, until};
use crate::mail::secured::self_signed;
use crate::site::{self, START, Up, on};

const HOST: &str = "muster.bureau.example";
const LETTER: &str = "outbox/service-year-2014/2014-04-18/005-clerk-routine.txt";
const ITEM: &str = "unit-plan%2F005";
/// Links that open nothing, of one address a minute.
const MISSES_MAX: u32 = 30;

/// nginx in front of an engine; it ends when it is let go.
struct Proxy {
    child: Child,
    dir: PathBuf,
    port: u16,
}

impl Proxy {
    /// By the block of the operators' page, with the test's certificate and ports.
    fn start(dir: PathBuf, port: u16, engine: std::net::SocketAddr) -> Self {
        fs::create_dir_all(&dir).unwrap();
        self_signed(&dir, HOST, "tls");
        let page = muster_tests::tidy::tree::root().join("engine/OPERATIONS.md");
        let page = fs::read_to_string(page).unwrap();
        let mut server = page.split("```nginx\n").nth(1).unwrap().split("```").next().unwrap().to_owned();
        let replaced = [
            ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;")),
            ("/etc/muster/tls", dir.join("tls").display().to_string()),
            ("http://127.0.0.1:9464", format!("http://{engine}")),
        ];
        for (shown, own) in replaced {
            assert!(server.contains(shown), "{shown} in\n{server}");
            server = server.replace(shown, &own);
        }
        let folder = dir.display();
        let temp: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("    {kind}_temp_path {folder}/{kind};\n"))
            .concat();
        let conf = format!(
            "user root;\ndaemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log info;\nevents {{}}\n\
             http {{\n    access_log {folder}/access.log;\n{temp}{server}}}\n"
        );
        let file = dir.join("nginx.conf");
        fs::write(&file, conf).unwrap();
        let mut nginx = Command::new("timeout");
        nginx
            .args(["300", "nginx", "-p"])
            .arg(&dir)
            .arg("-c")
            .arg(&file)
            .arg("-e")
            .arg(dir.join("error.log"));
        nginx.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").stdout(Stdio::null()).stderr(Stdio::null());
        let child = nginx.spawn().unwrap();
        until("nginx", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { child, dir, port }
    }

    fn origin(&self) -> String {
        format!("https://{HOST}:{}", self.port)
    }

    /// What curl gets, as a client that knows the certificate.
    fn curl(&self, path: &str, more: &[&str]) -> Answer {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--include", "--max-time", "100", "--header", "Expect:"]);
        curl.args(["--header", "accept-language: zh-CN"]).arg("--cacert").arg(self.dir.join("tls.crt"));
        curl.args(["--resolve", &format!("{HOST}:{}:127.0.0.1", self.port)]).args(more);
        let got = curl.arg(format!("{}{path}", self.origin())).output().unwrap();
        let text = String::from_utf8_lossy(&got.stdout).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        assert!(status > 0, "{}", String::from_utf8_lossy(&got.stderr));
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Sends a form that stood on the page at this path, as a browser that says where it stood.
    fn send(&self, page: &str, form: &Form, origin: &str) -> Answer {
        let body = self.dir.join("form");
        fs::write(&body, form.body()).unwrap();
        let data = format!("@{}", body.display());
        let kind = format!("content-type: multipart/form-data; boundary={BOUNDARY}");
        let origin = format!("origin: {origin}");
        self.curl(
            &beside(page, &form.action),
            &["--data-binary", &data, "--header", &kind, "--header", &origin],
        )
    }

    /// The same, and the page that it leads to.
    fn done(&self, page: &str, form: &Form) -> Answer {
        let answer = self.send(page, form, &self.origin()).with(303);
        self.curl(&beside(&beside(page, &form.action), answer.header("location").unwrap()), &[]).with(200)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // `timeout` passes the wish to end on.
        let _ended = Command::new("kill").arg(self.child.id().to_string()).status();
        let _gone = self.child.wait();
    }
}

/// An engine that stands after the first reminders, its pages behind nginx; with the path of a clerk's page.
fn site() -> (tempfile::TempDir, Up, Proxy, String) {
    let (home, dir) = site::fresh();
    fs::create_dir_all(&dir).unwrap();
    let port = port();
    let public = format!("https://{HOST}:{port}");
    fs::write(dir.join("muster.yaml"), format!("page: {{address: \"{public}\"}}\n")).unwrap();
    let up = Up::stands(&dir, Some(START), "2014-04-18T12:00:00+08:00", &[]);
    site::launch(&dir).with(0);
    let letter = dir.join(LETTER);
    until("the letter", || {
        // Anyone who asks for the status gives the engine time.
        on(&dir, &["status"]).with(0);
        letter.exists()
    });
    let proxy = Proxy::start(home.path().join("nginx"), port, Address::read(&dir).unwrap().at);
    let letter = fs::read_to_string(letter).unwrap();
    let page = letter.lines().find_map(|line| Some(line.split_once(&public)?.1)).unwrap().trim().to_owned();
    (home, up, proxy, page)
}

#[test]
fn a_clerks_page_works_behind_nginx_with_tls_as_the_operators_page_has_it() {
    let (_home, _up, proxy, page) = site();
    let home = proxy.curl(&page, &[]).with(200);
    home.says("市政处联络员").says("本单位活动方案");
    assert!(home.head.starts_with("HTTP/1.1 200"), "{}", home.head);
    assert_eq!(home.header("cache-control"), Some("no-store"));
    proxy.done(&page, &home.form("005-clerk/routine")).says("已签收");

    // A form of another site, and of this host under another port.
    let path = format!("{page}/item?name={ITEM}");
    let item = proxy.curl(&path, &[]).with(200);
    let form = ["服务大局", "自身建设", "队伍建设"]
        .into_iter()
        .fold(item.form("name=\"item\""), |form, focus| form.field("covers", focus));
    for other in
        ["https://evil.example".to_owned(), format!("https://{HOST}"), format!("{}0", proxy.origin())]
    {
        proxy.send(&path, &form.clone().file("file.0", "a.pdf", b"x"), &other).with(403).says("没有办理");
    }

    // Large files pass, and what is too large is told by muster itself, in the reader's language.
    let large = form.clone().file("file.0", "a.pdf", &vec![b'x'; 80 * 1024 * 1024]);
    proxy.send(&path, &large, &proxy.origin()).with(413).says("文件太大");
    let mut plan = b"%PDF-1.4".to_vec();
    plan.resize(60 * 1024 * 1024, b'x');
    proxy.done(&path, &form.file("file.0", "方案.pdf", &plan)).says("已报送");

    // The proxy passes on its clients' own addresses, whatever these say of themselves.
    let tries = |from: &str, no: u32| {
        let forwarded = format!("x-forwarded-for: 10.0.0.{}", no % 250);
        proxy.curl(&format!("/p/{no:040x}"), &["--interface", from, "--header", &forwarded]).status
    };
    assert!((0..MISSES_MAX).all(|no| tries("127.0.0.2", no) == 404), "not a limit before the limit");
    assert_eq!(tries("127.0.0.2", MISSES_MAX), 429);
    assert_eq!(tries("127.0.0.3", 0), 404);
    proxy.curl(&page, &["--interface", "127.0.0.3"]).with(200);

    // Nothing but pages is reached, and by no other name.
    for other in ["/metrics", "/v1/status", "/healthz", "/"] {
        assert_eq!(proxy.curl(other, &[]).status, 404, "{other}");
    }
    proxy.curl(&page, &["--header", "host: rebound.example"]).with(421).says("网址不对");

    // Who reads the proxy's logs cannot act as a post.
    let token = page.trim_start_matches("/p/");
    let logs = ["access.log", "error.log"].map(|log| fs::read_to_string(proxy.dir.join(log)).unwrap());
    assert!(logs.iter().all(|log| !log.contains(token)), "a link stands in a log: {logs:?}");
    assert!(logs[0].contains("/metrics"), "what is no page is logged: {}", logs[0]);
}
