//! What comes together: committed together, answered each for itself, and twice is once for each.

use super::*;
use crate::sample;

#[tokio::test]
async fn commands_that_come_together_are_answered_each_for_itself_and_twice_is_once() {
    let Site { dir, engine, handle } = Site::launched().await;
    handle.tick().await.unwrap();
    let before = *handle.head().borrow();
    let batch = vec![
        submit(&campaign("c"), "one", "plan", "a"),
        submit(&campaign("c"), "nowhere", "no-such-duty", "a"),
        submit(&campaign("nobody"), "unknown", "plan", "a"),
        submit(&campaign("c"), "two", "plan", "c"),
        submit(&campaign("c"), "one", "plan", "a"),
    ];
    let first = Owner::execute_all(&handle, batch.clone()).await;
    let code = |answer: &Result<_, LinkError>| match answer {
        Err(LinkError::Refused(refusal)) => Some(refusal.code),
        _ => None,
    };
    assert_eq!(
        first.iter().map(code).collect::<Vec<_>>(),
        [None, Some(RefusalCode::UnknownName), Some(RefusalCode::UnknownCampaign), None, None]
    );
    let (one, two) = (*first[0].as_ref().unwrap(), *first[3].as_ref().unwrap());
    assert!(one.events > 0 && two.events > 0 && one.position < two.position);
    assert_eq!(first[4].as_ref().map(|again| (again.events, again.position)), Ok((0, one.position)));
    let head = *handle.head().borrow();
    assert_eq!(head.0 - before.0, u64::from(one.events + two.events));
    engine.shutdown().await;

    // As after a crash between the commit and the answers.
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    let again = Owner::execute_all(&handle, batch).await;
    assert_eq!(again.iter().map(code).collect::<Vec<_>>(), first.iter().map(code).collect::<Vec<_>>());
    for (place, known) in [(0, one), (3, two), (4, one)] {
        let again = again[place].as_ref().unwrap();
        assert_eq!((again.events, again.position), (0, known.position));
    }
    assert_eq!(*handle.head().borrow(), head);
    engine.shutdown().await;
}

#[tokio::test]
async fn questions_that_come_together_are_answered_each_for_itself() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let of = |id: &str| Question::Definition { campaign: campaign(id) };
    let digest = sample::definition().digest();
    let asked = Owner::answer_all(&handle, vec![of("c"), of("nobody"), of("c")]).await;
    assert_eq!(asked, [Ok(Answer::Definition(digest)), Ok(Answer::Unknown), Ok(Answer::Definition(digest))]);
    let blob = Question::Blob { digest };
    let asked = Owner::answer_all(&handle, vec![of("c"), blob]).await;
    assert_eq!(asked, [Ok(Answer::Definition(digest)), Ok(Answer::Blob(sample::definition().to_bytes()))]);
    engine.shutdown().await;
}
