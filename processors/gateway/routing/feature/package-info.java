/**
 * What a learning router sees of a request: {@link gateway.routing.feature.RequestFeatures} turns one into numbers,
 * with counts by {@link gateway.routing.feature.TextSurvey} and guesses by
 * {@link gateway.routing.feature.TaskClassifier}. The classifier is trained by
 * {@code src/test/java/gateway/routing/feature}.
 */
@NullMarked
package gateway.routing.feature;

import org.jspecify.annotations.NullMarked;
