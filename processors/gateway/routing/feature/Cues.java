package gateway.routing.feature;

import gateway.guard.text.Hash;

/** Small words that say what kind of text it is, in English and German; each cue is one bit. Thread-safe. */
final class Cues {
    static final int NEGATION = 1;
    /** What one is told to do in mathematics. */
    static final int MATHS = 1 << 1;
    /** Words that hardly stand outside programs. */
    static final int CODE = 1 << 2;

    static final int ENGLISH = 1 << 3;
    static final int GERMAN = 1 << 4;
    static final int HOW = 1 << 5;
    static final int MANY = 1 << 6;
    static final int THE = 1 << 7;
    static final int FOLLOWING = 1 << 8;
    /** "How many" in one word. */
    static final int QUANTITY = 1 << 9;
    /** What one is told to write or change. */
    static final int WRITE = 1 << 10;

    static final int COUNT = 11;

    private static final int BITS = 11;
    private static final int[] HASHES = new int[1 << BITS];
    private static final int[] CUES = new int[1 << BITS];

    static {
        add(
                NEGATION,
                "not except least never false incorrect neither nor cannot without untrue"
                        + " nicht kein keine keinen außer nie niemals falsch weder ohne");
        add(
                MATHS,
                "calculate compute find determine evaluate solve prove simplify derive integrate differentiate"
                        + " maximize minimize factor express estimate approximate probability suppose"
                        + " berechne berechnen bestimme bestimmen löse beweise vereinfache ermittle");
        add(
                CODE,
                "def elif println printf const void struct iostream nullptr async await boolean stdin stdout"
                        + " int str numpy pandas stacktrace traceback sql javascript typescript python java kotlin rust"
                        + " cpp html css json yaml regex api function algorithm bash linux docker git");
        add(
                ENGLISH,
                "the of and to is in that for it with as was are on be by this from at which what have an or"
                        + " how if you your my would can does do has not they he she his her their will");
        add(
                GERMAN,
                "der die das und ist zu den mit von ein eine einen einem einer für auf dem des im nicht sich"
                        + " wie was sind wird werden ich du sie er wir bei aus oder als auch es hat haben kann nach wenn");
        add(HOW, "how wie");
        add(MANY, "many much viel viele vielen");
        add(THE, "the der die das den these");
        add(FOLLOWING, "following folgenden folgende options statements aussagen");
        add(QUANTITY, "wieviel wieviele");
        add(
                WRITE,
                "write rewrite summarize summarise translate list create generate draft paraphrase edit compose"
                        + " explain describe schreibe schreib formuliere übersetze fasse erstelle erkläre beschreibe");
    }

    private Cues() {}

    /** All cues of a word, by its mixed hash. */
    static int of(int hash) {
        int at = hash >>> (32 - BITS);
        while (CUES[at] != 0) {
            if (HASHES[at] == hash) {
                return CUES[at];
            }
            at = (at + 1) & ((1 << BITS) - 1);
        }
        return 0;
    }

    private static void add(int cue, String words) {
        for (String word : words.split(" ", -1)) {
            int hash = Hash.SEED;
            for (int i = 0; i < word.length(); i++) {
                hash = Hash.step(hash, word.charAt(i));
            }
            hash = Hash.mix(hash);
            int at = hash >>> (32 - BITS);
            while (CUES[at] != 0 && HASHES[at] != hash) {
                at = (at + 1) & ((1 << BITS) - 1);
            }
            HASHES[at] = hash;
            CUES[at] |= cue;
        }
    }
}
