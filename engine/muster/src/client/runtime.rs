//! The runtime of verbs that talk to an engine.

/// Runs a verb's future to its end.
///
/// # Errors
/// What the future says, or that no threads could be had.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // What still hangs somewhere, such as on a file system that does not answer, keeps no process from ending.
    runtime.shutdown_background();
    done
}
