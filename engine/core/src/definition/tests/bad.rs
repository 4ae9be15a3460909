//! What is refused, each with its place and its mend.
