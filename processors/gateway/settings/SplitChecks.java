package gateway.settings;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of a tenant's experiments and mirrors. */
final class SplitChecks {
    /** A rubric is instructions, and no text to be judged. */
    private static final int LONGEST_RUBRIC = 4_000;

    private static final Pattern ARM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Problems problems;
    private final Settings settings;

    SplitChecks(Problems problems, Settings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void check(String path, @Nullable TenantRouting routing) {
        if (routing == null) {
            return;
        }
        if (routing.experiments() != null) {
            routing.experiments().forEach((name, split) -> {
                String place = path + ".experiments." + name;
                name(place, name);
                problems.check(
                        split.arms().values().stream().anyMatch(arm -> arm.weight() > 0),
                        place + ".arms",
                        "must have an arm whose weight is above 0");
                judge(place + ".judge", split.judge());
                split.arms().forEach((arm, what) -> {
                    problems.check(
                            ARM.matcher(arm).matches(),
                            place + ".arms." + arm,
                            "must be lower-case letters and digits, joined by dashes, such as new-model");
                    model(place + ".arms." + arm + ".model", what.model());
                });
            });
        }
        if (routing.mirrors() != null) {
            routing.mirrors().forEach((name, mirror) -> {
                String place = path + ".mirrors." + name;
                problems.check(
                        isName(name) || name.equals("auto") || name.startsWith("auto:"),
                        place,
                        "names neither a model nor an alias");
                model(place + ".to", mirror.to());
                share(place, mirror.share());
                judge(place + ".judge", mirror.judge());
            });
        }
        judge(path + ".judge", routing.judge());
    }

    private void judge(String path, @Nullable JudgeSettings judge) {
        if (judge != null) {
            model(path + ".model", judge.model());
            share(path, judge.share());
            problems.check(
                    judge.rubric() == null
                            || (!judge.rubric().isBlank() && judge.rubric().length() <= LONGEST_RUBRIC),
                    path + ".rubric",
                    "must say what makes an answer good, in 4,000 characters at most; left out: correctness and"
                            + " completeness");
        }
    }

    private void share(String path, double share) {
        problems.check(share > 0 && share <= 1, path + ".share", "must be above 0 to 1, such as 0.05");
    }

    private void name(String path, String name) {
        problems.check(
                isName(name),
                path,
                "must be a model or an alias: the name that clients ask for, and that tenants without the experiment"
                        + " are served by");
    }

    private boolean isName(String name) {
        return settings.models().containsKey(name)
                || settings.aliases().containsKey(name)
                || !problems.sound("gateway.models");
    }

    private void model(String path, String model) {
        Set<String> models = settings.models().keySet();
        String nearest = Names.nearest(model, models);
        problems.check(
                models.contains(model) || !problems.sound("gateway.models"),
                path,
                "names the unknown model " + model + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }
}
