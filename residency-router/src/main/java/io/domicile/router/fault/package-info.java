/**
 * What happens when Kafka Streams fails: the transaction is given up, the thread replaced at a bounded rate, and no
 * record is skipped or logged.
 */
@NullMarked
package io.domicile.router.fault;

import org.jspecify.annotations.NullMarked;
