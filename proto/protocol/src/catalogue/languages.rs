//! The languages that people read. Another one is a line at the end of this file, its catalogue, and its letters
//! (`engine/rules/src/message/templates`).

use serde::{Deserialize, Serialize};

macro_rules! languages {
    (default $default:ident, $(#[doc = $name:literal] $language:ident $code:ident),+ $(,)?) => {
        /// A language that people read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Language {
            $(#[doc = $name] $language),+
        }

        impl Default for Language {
            fn default() -> Self {
                Self::$default
            }
        }

        impl Language {
            /// All of them.
            pub const ALL: [Self; [$(stringify!($code)),+].len()] = [$(Self::$language),+];

            /// Its code, as in `lang="zh"`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$language => stringify!($code)),+
                }
            }

            /// The file of its sentences.
            pub(super) const fn file(self) -> &'static str {
                match self {
                    $(Self::$language => include_str!(concat!("../../catalogue/", stringify!($code), ".ftl"))),+
                }
            }
        }

        /// A sentence in every language, for those who ask to choose from.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        pub struct LocalizedText {
            $(#[doc = $name] pub $code: String),+
        }

        impl LocalizedText {
            /// What a language makes of it, for each.
            #[must_use]
            pub fn each(say: impl Fn(Language) -> String) -> Self {
                Self { $($code: say(Language::$language)),+ }
            }

            /// The sentence in a language.
            #[must_use]
            pub fn say(&self, language: Language) -> &str {
                match language {
                    $(Language::$language => &self.$code),+
                }
            }

            /// The same with something done to each language's sentence.
            #[must_use]
            pub fn map(self, change: impl Fn(String) -> String) -> Self {
                Self { $($code: change(self.$code)),+ }
            }

            /// The sentence in a language, alone.
            #[must_use]
            pub fn into_language(self, language: Language) -> String {
                match language {
                    $(Language::$language => self.$code),+
                }
            }
        }
    };
}

languages! {
    default Zh,
    /// Chinese.
    Zh zh,
    /// English.
    En en,
}
