/**
 * What is found in texts and what is done about it: personal data, secrets, attacks, toxicity, denied topics; policies
 * by domain and tenant; pseudonyms that are taken back in the answer. Pure: whoever asks a service stands behind a
 * port.
 */
@NullMarked
package gateway.guard;

import org.jspecify.annotations.NullMarked;
