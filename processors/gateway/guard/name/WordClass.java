package gateway.guard.name;

import java.util.Locale;

/** What a word may be; a word has a set of these, as bits. */
enum WordClass {
    /** In a list of first names. */
    FIRST,
    /** In a list of surnames. */
    LAST,
    /** A word of a town's name. */
    PLACE,
    /** Common in small letters. */
    SMALL,
    /** Common with an article before it. */
    NOUN,
    /** Ends in such a noun, as in {@code Bruchreis}. */
    NOUNTAIL,
    TITLE,
    ROLE,
    /** The end of a profession or office, as in {@code Außenminister}. */
    ROLETAIL,
    TECH,
    INTRO,
    PARTICLE,
    STREETWORD,
    STREETTAIL,
    CITYTAIL,
    CITYLEAD,
    UNIT,
    STATE,
    COUNTRY,
    CALENDAR,
    ORG,
    EPONYM,
    ARTICLE,
    K_FULL,
    K_FIRST,
    K_LAST,
    K_ADDRESS,
    K_STREET,
    K_ZIP,
    K_CITY,
    K_OTHER;

    /** The classes that say what the value behind a key is. */
    static final int KEYS = K_FULL.bit()
            | K_FIRST.bit()
            | K_LAST.bit()
            | K_ADDRESS.bit()
            | K_STREET.bit()
            | K_ZIP.bit()
            | K_CITY.bit()
            | K_OTHER.bit();

    @SuppressWarnings("EnumOrdinal") // the order is that of the bits in the model
    int bit() {
        return 1 << ordinal();
    }

    static WordClass named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
