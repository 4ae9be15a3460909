//! Codes of form: bytes, characters, YAML, keys and values.

use muster_protocol::id;

codes! { FORM:
    /// The file is empty.
    EMPTY "M001"
        id!("the-file-is-empty-or-has-nothing-but"), id!("an-empty-file-holds-no-campaign-it-is"),
        id!("only-this-line"), id!("campaign-id-spring");
    /// The file is too large.
    TOO_LARGE "M002"
        id!("the-file-is-larger-than-the-limit"), id!("thousands-of-duties-fit-a-larger-one-is"),
        id!("ten-thousand-rows-of-a-list-pasted-into"), id!("roster-roster-csv");
    /// The file is not a text.
    BINARY "M003"
        id!("this-is-not-a-text-file"), id!("workbooks-documents-and-archives-must-be-saved-as"),
        id!("roster-roster-xlsx-renamed-to-csv"), id!("roster-roster-csv-saved-as-csv-utf-8");
    /// The text is not UTF-8.
    ENCODING "M004"
        id!("the-file-is-not-in-utf-8-a"), id!("with-the-wrong-encoding-names-turn-into-rubbish"),
        id!("campaign-yaml-saved-as-ansi"), id!("campaign-yaml-saved-as-utf-8");
    /// A tab stands in the indentation.
    TAB "M005"
        id!("a-tab-stands-in-the-indentation"), id!("indentation-says-what-belongs-to-what-and-a"),
        id!("campaign-id-spring-behind-a-tab"), id!("campaign-id-spring");
    /// Full-width punctuation stands where YAML needs ASCII.
    FULL_WIDTH "M006"
        id!("full-width-punctuation-stands-where-yaml-needs-ascii"),
        id!("to-the-parser-the-marks-of-a-chinese"), id!("id-spring-with-a-wide-colon"), id!("id-spring");
    /// A wide or no-break space stands where YAML needs an ordinary one.
    WIDE_SPACE "M007"
        id!("a-wide-or-no-break-space-stands-where"), id!("it-looks-alike-but-the-indentation-is-lost"),
        id!("campaign-id-spring-with-wide-spaces"), id!("campaign-id-spring");
    /// The text is not YAML.
    SYNTAX "M008"
        id!("this-is-not-yaml-from-here-on"), id!("a-bracket-or-quote-is-unpaired-or-lines"),
        id!("before-list-without-its-bracket"), id!("before-list-with-its-bracket");
    /// Nesting or size goes over a limit.
    BUDGET "M009"
        id!("nested-too-deep-or-too-large"), id!("the-language-needs-a-few-levels-more-mean"),
        id!("ref-in-many-brackets"), id!("ref-in-one-bracket");
    /// Anchors, aliases, merge keys and tags are not part of the language.
    ANCHOR "M010"
        id!("anchors-aliases-merge-keys-and-tags-are-not"), id!("what-is-used-twice-is-defined-once-under"),
        id!("who-a-scored-true"), id!("who-everyone");
    /// A file that cannot be reformatted.
    LAYOUT "M011"
        id!("this-file-cannot-be-reformatted"), id!("layout-may-not-change-what-a-file-says"),
        id!("muster-fmt-of-a-faulty-file"), id!("muster-check-fix-what-it-names-then-muster");
    /// A name that may be meant as several, or as a name with a count.
    ONE_NAME "M012"
        id!("what-may-be-meant-as-several-is-read-as-one"), id!("read-as-one-it-is-asked-for-as-one"),
        id!("methods-run-together"), id!("methods-apart");
    /// A key that the language does not have here.
    UNKNOWN_KEY "M020"
        id!("the-language-has-no-such-key-here"), id!("with-one-letter-wrong-the-line-says-nothing"),
        id!("untill-october-31"), id!("to-october-31");
    /// A key appears twice.
    DUPLICATE_KEY "M021"
        id!("a-key-appears-twice"), id!("when-the-two-differ-nobody-knows-which-one"),
        id!("when-april-18-when-april-25"), id!("when-april-25");
    /// A list where a text belongs, and so on.
    WRONG_TYPE "M022"
        id!("a-list-where-a-text-belongs-and-so"), id!("lists-texts-and-lines-of-key-value-cannot"),
        id!("name-a-b"), id!("name-a");
    /// A key is missing.
    MISSING_KEY "M023"
        id!("a-key-that-must-be-there-is-missing"), id!("without-it-nobody-knows-what-is-to-be"),
        id!("kickoff-name-kick-off-who-everyone"), id!("kickoff-name-kick-off-who-everyone-when-april");
    /// A value that is not one of the possible ones.
    BAD_VALUE "M024"
        id!("the-value-is-not-one-of-the-possible"), id!("a-value-that-is-not-understood-is-never"),
        id!("hour-nine"), id!("hour-09-00");
    /// A text that cannot be an id.
    BAD_SLUG "M025"
        id!("the-text-cannot-be-an-id"), id!("ids-stand-in-keys-file-names-and-subjects"),
        id!("unit-plan-with-capitals"), id!("unit-plan-as-an-id");
    /// A name that was defined nowhere.
    UNKNOWN_NAME "M026"
        id!("a-name-is-used-that-nothing-defines"), id!("a-misspelt-audience-role-or-indicator-leaves-a"),
        id!("who-countres"), id!("who-counters");
    /// An id or name was given twice.
    DUPLICATE_ID "M027"
        id!("an-id-or-name-was-given-twice"), id!("under-one-id-messages-and-records-of-two"),
        id!("needs-photo-photo"), id!("needs-photo-2");
    /// More of something than the limit.
    TOO_MANY "M028"
        id!("more-than-the-limit-or-fewer-than-the"), id!("everything-has-a-limit-against-slips-and-files"),
        id!("needs-photo-10000"), id!("needs-photo-10");
    /// A key without a value.
    EMPTY_VALUE "M029"
        id!("a-key-has-no-value"), id!("an-empty-line-looks-written-and-says-nothing"), id!("who"),
        id!("who-everyone");
}
