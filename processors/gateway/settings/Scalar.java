package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gateway.model.Redacted;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneRulesProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kind of single value.
 *
 * @param form how it is written, as the end of a sentence that begins with "must be"
 * @param reader makes the value; null if it is not written so
 * @param standIn a value that takes the place of a missing or wrong one while the rest is checked
 */
record Scalar(String form, Function<JsonNode, @Nullable Object> reader, Object standIn) {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> NANOS = Map.of(
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    private static final Map<Class<?>, Scalar> KINDS = Map.of(
            String.class,
            new Scalar("a text that is not empty, in quotes where it looks like a number", Scalar::text, ""),
            int.class,
            new Scalar(
                    "a whole number",
                    node -> node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null,
                    0),
            long.class,
            new Scalar(
                    "a whole number",
                    node -> node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null,
                    0L),
            double.class,
            new Scalar("a number", node -> node.isNumber() ? node.doubleValue() : null, 0.0),
            boolean.class,
            new Scalar("true or false", node -> node.isBoolean() ? node.booleanValue() : null, false),
            Duration.class,
            new Scalar("a time with its unit, such as 250ms, 1.5s or 5m", Scalar::duration, Duration.ofSeconds(1)),
            Bytes.class,
            new Scalar("a size, such as 20MiB, 64KiB or a number of bytes", Scalar::bytes, new Bytes(0)),
            URI.class,
            new Scalar("a URI, such as https://api.example.com", Scalar::uri, URI.create("https://stand-in")),
            Path.class,
            new Scalar("a file name", Scalar::path, Path.of("")),
            Redacted.class,
            new Scalar(
                    "a text that is not empty, in quotes where it looks like a number",
                    Scalar::secret,
                    new Redacted("")));

    private static final Scalar INSTANT =
            new Scalar("an instant, such as 2026-12-31T23:00:00Z", Scalar::instant, Instant.EPOCH);
    private static final Scalar USD = new Scalar(
            "an amount in USD, 0 to 999999999.999999 with at most six decimals, such as 12.50",
            Scalar::usd,
            new Usd(0));
    private static final Scalar ZONE =
            new Scalar("the name of a time zone, such as Europe/Berlin or UTC", Scalar::zone, ZoneOffset.UTC);
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, double.class, Usd.class);
    private static final BigDecimal LARGEST_USD = new BigDecimal("999999999.999999");
    private static final int MICRO_DIGITS = 6;
    private static final Scalar DATE = new Scalar("a day, such as 2026-08-21", Scalar::date, LocalDate.EPOCH);

    /** The kind of a type; null if the type is no single value. */
    static @Nullable Scalar of(Class<?> type) {
        if (type.isEnum()) {
            return choice(List.of(type.getEnumConstants()));
        }
        if (type == Instant.class) {
            return INSTANT;
        }
        if (type == Usd.class) {
            return USD;
        }
        if (type == ZoneId.class) {
            return ZONE;
        }
        return type == LocalDate.class ? DATE : KINDS.get(plain(type));
    }

    /** A value from the environment, where all is text, in the form that {@link #reader} takes. */
    static JsonNode fromText(String value, Class<?> type, Function<String, @Nullable JsonNode> parser) {
        boolean plain = NUMBERS.contains(plain(type)) || type == boolean.class;
        JsonNode parsed = plain ? parser.apply(value) : null;
        return parsed == null ? TextNode.valueOf(value) : parsed;
    }

    /** Where nothing must be said, a number has another type. */
    private static Class<?> plain(Class<?> type) {
        if (type == Integer.class) {
            return int.class;
        }
        if (type == Double.class) {
            return double.class;
        }
        if (type == Boolean.class) {
            return boolean.class;
        }
        return type == Long.class ? long.class : type;
    }

    private static Scalar choice(List<?> constants) {
        Map<String, Object> names = constants.stream()
                .collect(Collectors.toMap(constant -> Names.kebab(constant.toString()), Function.identity()));
        String form = "one of "
                + constants.stream()
                        .map(constant -> Names.kebab(constant.toString()))
                        .collect(Collectors.joining(", "));
        return new Scalar(form, node -> node.isTextual() ? names.get(node.textValue()) : null, constants.getFirst());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    private static @Nullable Redacted secret(JsonNode node) {
        String text = text(node);
        return text == null ? null : new Redacted(text.strip());
    }

    private static @Nullable Duration duration(JsonNode node) {
        String text = node.asText();
        Matcher span = SPAN.matcher(text);
        if (node.isTextual() && span.matches()) {
            long unit = NANOS.getOrDefault(span.group(2), 0L);
            BigDecimal nanos = new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(unit));
            return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : Duration.ofNanos(nanos.longValue());
        }
        try {
            return node.isTextual() && text.startsWith("P") ? Duration.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Bytes bytes(JsonNode node) {
        Matcher size = SIZE.matcher(node.asText());
        if (!(node.isTextual() || node.isIntegralNumber()) || !size.matches()) {
            return null;
        }
        String unit = size.group(2);
        int shift =
                unit == null ? 0 : 10 * Arrays.asList("B", "KiB", "MiB", "GiB").indexOf(unit);
        long count = Long.parseLong(size.group(1));
        return count > Long.MAX_VALUE >> shift ? null : new Bytes(count << shift);
    }

    private static @Nullable Usd usd(JsonNode node) {
        if (!node.isBigDecimal() && !node.isIntegralNumber()) {
            return null;
        }
        BigDecimal amount = node.decimalValue().stripTrailingZeros();
        boolean fits = amount.signum() >= 0 && amount.compareTo(LARGEST_USD) <= 0 && amount.scale() <= MICRO_DIGITS;
        return fits ? new Usd(amount.movePointRight(MICRO_DIGITS).longValueExact()) : null;
    }

    private static @Nullable ZoneId zone(JsonNode node) {
        String text = node.asText();
        return node.isTextual() && ZoneRulesProvider.getAvailableZoneIds().contains(text) ? ZoneId.of(text) : null;
    }

    private static @Nullable URI uri(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable Path path(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable LocalDate date(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
