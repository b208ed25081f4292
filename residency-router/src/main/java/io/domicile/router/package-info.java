/**
 * The residency router: a Kafka Streams application that decides where each record of its region may live, tags it, and
 * separates what stays from what may travel. Configuration, wiring and life cycle.
 */
@NullMarked
package io.domicile.router;

import org.jspecify.annotations.NullMarked;
