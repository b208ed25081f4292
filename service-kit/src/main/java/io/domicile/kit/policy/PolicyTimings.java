package io.domicile.kit.policy;

import java.time.Duration;

/**
 * How often the policy store does what.
 *
 * @param check between two looks at the topics themselves: existence, clean-up policy, id, end
 * @param refresh between two readings from the beginning of a topic that is not wholly in order
 * @param poll longest wait for records
 * @param backoff wait after something failed
 * @param request longest wait for one answer of the brokers
 */
record PolicyTimings(Duration check, Duration refresh, Duration poll, Duration backoff, Duration request) {

    static final PolicyTimings DEFAULT = new PolicyTimings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
}
