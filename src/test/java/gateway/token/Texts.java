package gateway.token;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Texts of many kinds, of our own writing. */
public final class Texts {
    public static final String PROSE =
            "The committee reviewed the proposal on Tuesday and agreed that, although costs would"
                    + " rise by 12 %, the long-term benefits (cleaner air, shorter commutes) outweigh them. \"We can't wait,\" said"
                    + " the chair; nobody disagreed. ";
    static final String GERMAN =
            "Die Bundesregierung hat gestern über die Änderung des Rechtsschutzversicherungsgesetzes"
                    + " beraten; die Verkehrsinfrastrukturfinanzierungsgesellschaft und die Länder müssen zustimmen. ";
    static final String RUSSIAN = "Правительство вчера обсудило изменение закона о страховании; регионы согласны. ";
    static final String ARABIC = "ناقشت الحكومة أمس تعديل قانون التأمين، ويجب على الولايات أن توافق. ";
    static final String HINDI = "सरकार ने कल बीमा कानून में संशोधन पर चर्चा की और राज्यों को सहमति देनी होगी। ";

    static final String AMHARIC = "ሰላም ለሁሉም ሰው ዛሬ ጥሩ ቀን ነው እኛ በአዲስ አበባ ውስጥ እንኖራለን። ";

    static final String LAO = "ພາສາລາວເປັນພາສາທາງການຂອງປະເທດລາວ ແລະມີຄົນເວົ້າຫຼາຍລ້ານຄົນ ";

    static final String TIBETAN = "བོད་ཡིག་ནི་བོད་མིའི་སྐད་ཡིག་ཡིན། ང་ཚོས་བོད་ཡིག་སློབ་སྦྱོང་བྱེད། ";

    static final String CHINESE = "人工智能正在改变世界的各个方面，包括教育和医疗。政府昨天讨论了保险法的修订，各州必须在三月底前表示同意。";
    static final String JAPANESE = "政府は昨日、保険法の改正について協議しました。州は三月末までに同意する必要があります。";
    static final String KOREAN = "정부는 어제 보험법 개정에 대해 논의했으며 각 주는 3월 말까지 동의해야 합니다. ";
    public static final String EMOJI = "😀🎉👩‍👩‍👧‍👦🇩🇪🚀 great 👍🏽 ";
    static final String JAVA = """
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof Order order && !order.isClosed()) {
                    total = total.add(order.amount().multiply(BigDecimal.valueOf(1.19)));
                }
            }
            """;
    static final String PYTHON = """
            def merge(left, right=None):
                return {k: v for k, v in left.items() if k not in (right or {}) and not k.startswith("_")}
            """;
    static final String SQL =
            "SELECT u.id, COUNT(*) AS n FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.total > 10 GROUP BY 1;\n";
    static final String JSON =
            "{\"id\":\"a1\",\"price\":17.35,\"tags\":[\"red\",\"blue\"],\"address\":{\"city\":\"Graz\"}}";
    static final String LOG = "2026-11-26T13:45:12.345Z INFO [exec-3] c.e.OrderService - processed order "
            + "8f14e45f-ceea-467f-a8b1-2d1c7f0b9e11 in 128ms status=200\n";
    static final String CSV = "1029,17.35,2024-03-01,DE,4411.9,0.0032,XK-220\n";

    private Texts() {}

    /** So much of a text, repeated, in characters. */
    public static String of(String text, int length) {
        return text.repeat(length / text.length() + 1).substring(0, length);
    }

    /** So many characters of base64 without a break. */
    public static String base64(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length)).substring(0, length);
    }

    /** Base64 as MIME writes it. */
    static String mime(int length) {
        byte[] bytes = new byte[length];
        new Random(2).nextBytes(bytes);
        return Base64.getMimeEncoder().encodeToString(bytes).substring(0, length);
    }
}
