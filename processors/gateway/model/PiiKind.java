package gateway.model;

import java.util.Locale;

/** Kinds of personal data and secrets. */
public enum PiiKind {
    PERSON,
    ADDRESS,
    EMAIL,
    PHONE,
    DATE_OF_BIRTH,
    IBAN,
    CREDIT_CARD,
    IP_ADDRESS,
    MAC_ADDRESS,
    LICENSE_PLATE,
    PASSPORT,
    /** German identity card (Personalausweis). */
    DE_ID_CARD,
    /** German tax identification number (Steuer-ID), eleven digits. */
    DE_TAX_ID,
    /** German tax number (Steuernummer) of a tax office. */
    DE_TAX_NUMBER,
    /** German pension insurance number (Rentenversicherungsnummer). */
    DE_SOCIAL_SECURITY,
    /** Number of a German health insurance card (Krankenversichertennummer). */
    DE_HEALTH_INSURANCE,
    AT_SVNR,
    CH_AHV,
    US_SSN,
    US_ITIN,
    UK_NINO,
    UK_NHS,
    /** Address of a wallet. */
    CRYPTO,
    USERNAME,
    PASSWORD,
    /** A key, token or private key that opens something. */
    API_KEY,
    /** An address with a user's name and password in it. */
    URL_CREDENTIALS;

    /** The name in settings, such as {@code de-tax-id}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
