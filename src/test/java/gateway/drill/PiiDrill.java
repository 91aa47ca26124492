package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.Scanner;
import gateway.guard.pii.StructuredScanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts made of near misses cost time in line with their length. */
class PiiDrill {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SMALL = 125_000;
    private static final int LARGE = 1_000_000;
    /**
     * Eight times the text; a cost that grows with the square would be 64 times. Half of that, as caches end between.
     */
    private static final double MOST = 32;

    private static final int ROUNDS = 5;

    private static final List<String> NEAR_MISSES = List.of(
            "1",
            "1 ",
            "12 ",
            "1.",
            "1-",
            "0171 ",
            "@",
            "a@",
            "a.a@",
            "::",
            "a:b:",
            "ff:",
            "2001:db8:",
            "sk-",
            "eyJ-",
            "eyJ.",
            "://",
            "a://a:",
            "token=",
            "token:a1",
            "password:",
            "pin 1",
            "user a ",
            "tel ",
            "born ",
            "order ",
            "(",
            "((1",
            "a at ",
            "-----BEGIN ",
            ",",
            "a,\n",
            "tel,a\n1,2\n",
            "|\n|",
            "AB",
            "A 1 ",
            "DE89 ",
            "März ",
            "1.1.",
            "bc1q",
            "%41",
            "%",
            "\\n",
            "\\",
            "\u200b",
            "é",
            "\ud835",
            "\"");

    @Test
    void staysLinear() {
        Scanner scanner = new StructuredScanner();
        for (String piece : NEAR_MISSES) {
            long small = nanos(scanner, piece.repeat(SMALL / piece.length()));
            long large = nanos(scanner, piece.repeat(LARGE / piece.length()));

            assertThat((double) large / small).as("growth for " + piece).isLessThan(MOST);
        }
    }

    /** The least time of the processor in some rounds, the first of which warm up. */
    private static long nanos(Scanner scanner, String text) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            scanner.scan(text);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begin);
        }
        return best;
    }
}
