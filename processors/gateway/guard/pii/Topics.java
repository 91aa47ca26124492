package gateway.guard.pii;

/**
 * What a cue, a word beside a value, says of it. Bits: a word such as "Versicherungsnummer" leaves several possible.
 */
final class Topics {
    static final int PHONE = 1;
    static final int BIRTH = 1 << 1;
    static final int CARD = 1 << 2;
    static final int IBAN = 1 << 3;
    static final int IP = 1 << 4;
    static final int MAC = 1 << 5;
    static final int PLATE = 1 << 6;
    static final int PASSPORT = 1 << 7;
    static final int ID_CARD = 1 << 8;
    static final int TAX_ID = 1 << 9;
    static final int TAX_NUMBER = 1 << 10;
    static final int PENSION = 1 << 11;
    static final int HEALTH = 1 << 12;
    static final int SVNR = 1 << 13;
    static final int AHV = 1 << 14;
    static final int SSN = 1 << 15;
    static final int ITIN = 1 << 16;
    static final int NINO = 1 << 17;
    static final int NHS = 1 << 18;
    static final int WALLET = 1 << 19;
    static final int USER = 1 << 20;
    /** "User" or "login", which mostly stand in a sentence of another sense. */
    static final int ACCOUNT = 1 << 21;

    static final int PASSWORD = 1 << 22;
    static final int PIN = 1 << 23;
    static final int SECRET = 1 << 24;
    static final int EMAIL = 1 << 25;
    /** A person follows: "patient", "Zeugin". */
    static final int PERSON = 1 << 26;
    /** A date that is no date of birth: "died", "gültig bis". */
    static final int DATE = 1 << 27;

    static final int VERSION = 1 << 28;
    /** A number that is nobody's: an order, an invoice, a book. */
    static final int OTHER = 1 << 29;
    /** The start of a cell of a table: what stands further left says nothing of it. */
    static final int CELL = 1 << 30;

    /** Cues that leave those further left in force. */
    static final int WEAK = EMAIL | PERSON | DATE | ACCOUNT | USER;

    private Topics() {}
}
