//! Enums of which each kind has a code, by which it is printed, stored and found again.

/// An enum with the code of each kind beside it: `coded! { pub enum Colour { Red = "red" } }`.
#[macro_export]
macro_rules! coded {
    ($(
        $(#[$about:meta])*
        $seen:vis enum $name:ident { $($(#[$what:meta])* $kind:ident = $code:literal),+ $(,)? }
    )+) => {$(
        $(#[$about])*
        $seen enum $name { $($(#[$what])* $kind),+ }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$kind),+];

            /// Its code, which stays.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code),+
                }
            }

            /// The kind with this code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|kind| kind.code() == code)
            }
        }
    )+};
}
