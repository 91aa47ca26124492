package gateway.telemetry;

import java.util.Locale;
import java.util.Set;

/**
 * What is shown of a message that a library logs. Libraries put into their messages what they were given: a body that
 * cannot be converted, a header, the text of an exception. Nobody can tell a constant from what was joined to it, so
 * that only words of a fixed list are shown, which no content can add to; anything else is an ellipsis.
 */
final class LibraryText {
    private static final int MOST_WORDS = 60;
    private static final String LEFT_OUT = "...";
    private static final Set<String> WORDS = Set.of("""
            a about accept accepted access after again all already an and any are as at attempt available be because
            been before being bind block blocked body breaker buffer but by bytes cache caller cancelled cannot caught
            certificate channel circuit class cleanup client clock closed closing code component config configuration
            configured connect connection consumer context convert converter could create created credentials data
            database deadline default delay delete delivery deprecated did directory disabled disk does domain done
            down due during empty enabled encountered end endpoint engine entry error event exception exchange executor
            exhausted exists expired expression failed failure fatal file for forced format found frame from full
            garbage get got graceful group gzip handle handler handshake has have header headers heap host http ignored
            ignoring in incoming index inflight initialize input instance instead internal interrupted into invalid io is
            it item json key large later leak level limit listener load loading local lock locked loop lost malformed
            many memory message method milliseconds missing mode name native network new no not null object of
            on open operation option or out output overflow owner parameter parse path pending pool port previous
            process processing processor producer properties property protocol provider proxy query queue queued
            reached read reading reason received reconnect redelivery refresh refused registry rejected released
            removed replaced request requests reset resolve resource response retry retrying route routes running safe
            schema second seconds secure security send server service session set setting shutdown size slow socket
            some ssl stack start started starting state status still stop stopped stopping store stream string
            submit supported suspended table task template terminated than that the there this thread threads time
            timed timeout timer tls to token too trace transaction transport tried trying type unable unavailable
            unclosed undefined unexpected unhandled unknown unregistered unsupported until update upgrade uri url usage
            use used user using valid value version waiting was were when while with within without work worker write
            writing written wrong you
            """.strip().split("\\s+"));

    private LibraryText() {}

    /** The words of the message that are on the list, in order, at most 60. */
    static String of(String message) {
        StringBuilder shown = new StringBuilder();
        int words = 0;
        boolean gap = false;
        int at = 0;
        while (at < message.length() && words < MOST_WORDS) {
            int end = at;
            while (end < message.length() && !Character.isWhitespace(message.charAt(end))) {
                end++;
            }
            String word = bare(message, at, end);
            if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
                shown.append(shown.isEmpty() ? "" : " ").append(word);
                gap = false;
                words++;
            } else if (end > at && !gap) {
                shown.append(shown.isEmpty() ? "" : " ").append(LEFT_OUT);
                gap = true;
            }
            at = end + 1;
        }
        return shown.toString();
    }

    /** A word without the sign that ends a clause. */
    private static String bare(String message, int from, int to) {
        boolean ends = to > from && ".,:;!".indexOf(message.charAt(to - 1)) >= 0;
        return message.substring(from, ends ? to - 1 : to);
    }
}
