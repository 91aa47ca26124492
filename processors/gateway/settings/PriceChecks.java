package gateway.settings;

import gateway.settings.ModelSettings.DeploymentSettings;
import gateway.settings.ModelSettings.PriceSettings;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of a deployment's prices: each has its day, and the days go up. */
final class PriceChecks {
    private final Problems problems;

    PriceChecks(Problems problems) {
        this.problems = problems;
    }

    /** Notes everything that does not hold. */
    void check(String path, DeploymentSettings deployment) {
        List<PriceSettings> changes = deployment.priceChanges();
        LocalDate before = deployment.price().from();
        for (int i = 0; changes != null && i < changes.size(); i++) {
            LocalDate from = changes.get(i).from();
            day(path + ".price-changes[" + i + "].from", before, from);
            before = from == null ? before : from;
        }
    }

    private void day(String path, @Nullable LocalDate before, @Nullable LocalDate from) {
        if (from == null) {
            problems.add(path, "is missing; it must be the first day on which the price holds");
        } else {
            problems.check(
                    before == null || from.isAfter(before),
                    path,
                    "must be later than the day of the price before it, " + before + ", is " + from);
        }
    }
}
