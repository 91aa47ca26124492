package gateway.quota;

import java.math.BigDecimal;

/** Says which limit has no room, for whoever asked. */
final class LimitNames {
    private static final int MICRO = 6;
    private static final int CENTS = 2;

    private LimitNames() {}

    /** Such as {@code the budget of 10.00 USD per day of the key k1}. */
    static String of(Claim claim) {
        return amount(claim) + " of " + owner(claim.scope());
    }

    private static String amount(Claim claim) {
        return switch (claim.measure()) {
            case USD_DAY -> "the budget of " + usd(claim.limit()) + " USD per day";
            case USD_MONTH -> "the budget of " + usd(claim.limit()) + " USD per month";
            case REQUESTS_MINUTE -> "the limit of " + claim.limit() + " requests per minute";
            case TOKENS_MINUTE -> "the limit of " + claim.limit() + " tokens per minute";
            case CONCURRENT -> "the limit of " + claim.limit() + " calls at once";
        };
    }

    private static String usd(long microUsd) {
        BigDecimal exact = BigDecimal.valueOf(microUsd, MICRO).stripTrailingZeros();
        return exact.setScale(Math.max(CENTS, exact.scale())).toPlainString();
    }

    private static String owner(String scope) {
        int kind = scope.indexOf('/');
        String name = scope.substring(scope.lastIndexOf('/') + 1);
        return switch (scope.substring(0, kind)) {
            case "tenant" -> "the tenant " + name;
            case "team" -> "the team " + name;
            case "key" -> "the key " + name;
            case "model" -> "the model " + name;
            default -> "the provider's account";
        };
    }
}
