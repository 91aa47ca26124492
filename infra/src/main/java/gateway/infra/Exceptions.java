package gateway.infra;

/** Rules of cdk-nag that do not hold here, and why. */
final class Exceptions {
    private Exceptions() {}
}
