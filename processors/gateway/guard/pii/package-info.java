/**
 * Personal data and secrets that have a form: numbers with check digits, addresses of the net, dates of birth, keys and
 * passwords. A text is folded once, the words that tell what a value is are found in one pass, and a check runs only
 * where a character gives reason to. No regular expressions: each finder reads ahead by a bounded number of characters.
 */
@NullMarked
package gateway.guard.pii;

import org.jspecify.annotations.NullMarked;
