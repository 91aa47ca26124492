package gateway.quota;

import gateway.model.Deployment;
import gateway.model.Limits;
import gateway.model.Quota;
import gateway.model.Tenant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes claims of the limits that hold for a request. */
final class Claims {
    private Claims() {}

    /**
     * What a request may use at most.
     *
     * @param calls 1 for a request, 0 for what is claimed on top for one
     */
    record Amounts(long microUsd, long tokens, long calls) {
        private long of(Measure measure) {
            return switch (measure) {
                case USD_DAY, USD_MONTH -> microUsd;
                case TOKENS_MINUTE -> tokens;
                case REQUESTS_MINUTE, CONCURRENT -> calls;
            };
        }
    }

    /** On the tenant, its team and its key. */
    static List<Claim> ofCaller(Tenant tenant, Amounts amounts) {
        Quota quota = tenant.quota();
        List<Claim> claims = new ArrayList<>();
        add(claims, "tenant/" + tenant.id(), quota, quota.tenant(), amounts);
        if (tenant.team() != null) {
            add(claims, "team/" + tenant.id() + '/' + tenant.team(), quota, quota.team(), amounts);
        }
        add(claims, "key/" + tenant.id() + '/' + tenant.keyId(), quota, quota.key(), amounts);
        return claims;
    }

    /** On a model within the tenant. */
    static List<Claim> ofModel(Tenant tenant, String model, Amounts amounts) {
        Quota quota = tenant.quota();
        Limits limits = quota.models().get(model);
        List<Claim> claims = new ArrayList<>();
        if (limits != null) {
            add(claims, "model/" + tenant.id() + '/' + model, quota, limits, amounts);
        }
        return claims;
    }

    /** On the provider's account. */
    static List<Claim> ofAccount(Deployment deployment, Amounts amounts) {
        List<Claim> claims = new ArrayList<>();
        if (!deployment.accountLimits().equals(Limits.NONE)) {
            add(claims, account(deployment), Quota.NONE, deployment.accountLimits(), amounts);
        }
        return claims;
    }

    /** Whose the account's limits are: all deployments of the same model in the same region share them. */
    static String account(Deployment deployment) {
        return String.join(
                "/", "account", deployment.provider(), deployment.account(), deployment.region(), deployment.model());
    }

    private static void add(List<Claim> claims, String scope, Quota quota, Limits limits, Amounts amounts) {
        add(claims, scope, Measure.USD_DAY, quota, limits.microUsdPerDay(), amounts);
        add(claims, scope, Measure.USD_MONTH, quota, limits.microUsdPerMonth(), amounts);
        add(claims, scope, Measure.REQUESTS_MINUTE, quota, limits.requestsPerMinute(), amounts);
        add(claims, scope, Measure.TOKENS_MINUTE, quota, limits.tokensPerMinute(), amounts);
        add(claims, scope, Measure.CONCURRENT, quota, limits.concurrent(), amounts);
    }

    private static void add(
            List<Claim> claims, String scope, Measure measure, Quota quota, @Nullable Long limit, Amounts amounts) {
        if (limit != null) {
            // a minute is the same in every zone, but a calendar is needed all the same
            claims.add(new Claim(
                    scope,
                    measure,
                    measure.isMoney() ? quota.zone() : ZoneOffset.UTC,
                    limit,
                    quota.softPercent(),
                    amounts.of(measure)));
        }
    }
}
