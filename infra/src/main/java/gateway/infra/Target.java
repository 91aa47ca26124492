package gateway.infra;

import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.constructs.Node;

/**
 * Where the gateway is to be deployed, and which.
 *
 * @param stage how large it is
 * @param euOnly whether content must not leave the European Union, whoever asks
 * @param account the AWS account, twelve digits
 * @param region the region; one in the European Union where {@code euOnly}
 * @param certificate ARN of the balancer's certificate in that region
 * @param imageTag tag of the gateway's and of the collector's image in their repositories
 * @param alarmMail who is told of alarms; null = only those who subscribe to the topic
 * @param settings the gateway's settings
 */
public record Target(
        Stage stage,
        boolean euOnly,
        String account,
        String region,
        String certificate,
        String imageTag,
        @Nullable String alarmMail,
        Settings settings) {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern CERTIFICATE = Pattern.compile("arn:aws:acm:([a-z0-9-]+):\\d{12}:certificate/.+");

    public Target {
        check(ACCOUNT.matcher(account).matches(), "the account must have twelve digits: set CDK_DEFAULT_ACCOUNT");
        check(
                !euOnly || EuRegions.ALL.contains(region),
                "with eu-only the region must be one of " + String.join(", ", EuRegions.ALL) + ", not " + region);
        String bedrock = "bedrock-runtime." + region + ".amazonaws.com";
        check(settings.egress().hosts().contains(bedrock), "add " + bedrock + " to gateway.egress.hosts");
        var arn = CERTIFICATE.matcher(certificate);
        check(
                arn.matches() && arn.group(1).equals(region),
                "certificate must be the ARN of one of ACM in " + region + ": -c certificate=arn:aws:acm:" + region
                        + ":...");
    }

    /**
     * Reads it from the app's context ({@code -c key=value}) and the CDK's variables.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    static Target of(Node app, Map<String, String> environment) {
        String stage = text(app, "stage", "dev");
        check(List.of("dev", "prod").contains(stage), "stage must be dev or prod, is " + stage);
        Stage of = Stage.valueOf(stage.toUpperCase(java.util.Locale.ROOT));
        String config = text(app, "config", "");
        List<Path> overlays = Stream.of(config.split(",", -1))
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .toList();
        return new Target(
                of,
                text(app, "eu-only", "true").equals("true"),
                text(app, "account", environment.getOrDefault("CDK_DEFAULT_ACCOUNT", "")),
                text(app, "region", environment.getOrDefault("CDK_DEFAULT_REGION", "eu-central-1")),
                text(app, "certificate", ""),
                text(app, "image-tag", "0.1.0"),
                app.tryGetContext("alarm-mail") instanceof String mail ? mail : null,
                settings(of, overlays));
    }

    /**
     * The settings that the gateway will have there.
     *
     * @param overlays files laid over the shipped ones, as {@code --config} does
     */
    static Settings settings(Stage stage, List<Path> overlays) {
        return SettingsLoader.shipped()
                .load(Profile.AWS, overlays, Map.of("SERAI_ENVIRONMENT", stage.word()))
                .settings();
    }

    /** What all names begin with, such as {@code serai-prod}. */
    String prefix() {
        return "serai-" + stage.word();
    }

    /** Availability zones, by name. */
    List<String> zones() {
        List<String> zones = new ArrayList<>();
        for (char letter = 'a'; zones.size() < stage.zones(); letter++) {
            zones.add(region + letter);
        }
        return zones;
    }

    /** ARN of something in this account and region. */
    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** Properties of a stack. */
    StackProps props(String description) {
        return StackProps.builder()
                .env(Environment.builder().account(account).region(region).build())
                .description(description)
                .terminationProtection(stage.kept())
                .tags(Map.of("application", "serai", "environment", stage.word()))
                .build();
    }

    private static String text(Node app, String key, String otherwise) {
        return app.tryGetContext(key) instanceof String value ? value : otherwise;
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
