/**
 * What a text is about and whether it means harm, by linear models over words and letters: {@link
 * gateway.guard.text.WordReader} undoes disguises and reads words, {@link gateway.guard.text.NgramFeatures} turns words
 * into features, {@link gateway.guard.text.WindowScorer} sums their weights over sliding windows. The models are trained
 * by the programs in {@code src/test/java/gateway/training}.
 */
@NullMarked
package gateway.guard.text;

import org.jspecify.annotations.NullMarked;
