//! The short ways to name a sentence. What varies is given as `name` or `name = value` (shown as it is), `#name = value`
//! (a number with a plural), or `name: value` (said by each language in its own way).

/// The id of a sentence in which nothing varies, for tables and constants: `id!("state-open")`.
#[macro_export]
macro_rules! id {
    ($id:literal) => {
        $crate::catalogue::TextId::new($id)
    };
}

/// A sentence in every language: `text!("no-such-unit", code, #units = count, kind: kind)`.
#[macro_export]
macro_rules! text {
    ($id:literal $(, $($argument:tt)*)?) => {
        $crate::catalogue::LocalizedText::of($id, $crate::arguments!(@ [] $($($argument)*)?))
    };
}

/// A sentence in one language: `say!(lang, "no-such-unit", code)`.
#[macro_export]
macro_rules! say {
    ($language:expr, $id:literal $(, $($argument:tt)*)?) => {
        $language.say_with($id, $crate::arguments!(@ [] $($($argument)*)?))
    };
}

/// What varies, as [`text!`] and [`say!`] take it.
#[doc(hidden)]
#[macro_export]
macro_rules! arguments {
    (@ [$($done:tt)*]) => { &[$($done)*] };
    (@ [$($done:tt)*] # $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::arguments!(@ [$($done)* (stringify!($name), $crate::catalogue::Argument::Number(&$value)),] $($($rest)*)?)
    };
    (@ [$($done:tt)*] $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::arguments!(@ [$($done)* (stringify!($name), $crate::catalogue::Argument::Shown(&$value)),] $($($rest)*)?)
    };
    (@ [$($done:tt)*] $name:ident : $value:expr $(, $($rest:tt)*)?) => {
        $crate::arguments!(@ [$($done)* (stringify!($name), $crate::catalogue::Argument::Localized(&$value)),] $($($rest)*)?)
    };
    (@ [$($done:tt)*] $name:ident $(, $($rest:tt)*)?) => {
        $crate::arguments!(@ [$($done)* (stringify!($name), $crate::catalogue::Argument::Shown(&$name)),] $($($rest)*)?)
    };
}
