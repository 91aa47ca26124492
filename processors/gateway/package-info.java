/**
 * The gateway's decisions, in the order in which a request meets them.
 *
 * <ul>
 *   <li>{@code model} the vocabulary: requests, plans, decisions, answers, refusals
 *   <li>{@code settings} application.yaml as one checked record
 *   <li>{@code admission} who asks, for what, and which deployments could serve it
 *   <li>{@code residency} keeps data where it must stay
 *   <li>{@code killswitch} drops what operators switched off
 *   <li>{@code choose} ranks what is left
 *   <li>{@code call} walks the ranked deployments
 *   <li>{@code metering} usage, cost and the numbers of each call
 * </ul>
 */
@NullMarked
package gateway;

import org.jspecify.annotations.NullMarked;
