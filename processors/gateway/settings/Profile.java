package gateway.settings;

/** Where the gateway runs. */
public enum Profile {
    /** On one machine, with a simulator in place of the providers. */
    EMBEDDED,
    /** In an AWS account. */
    AWS
}
