/**
 * From one record that arrived to the records that depart for it: the decision carried out, without Kafka Streams and
 * without I/O. The value passes through untouched.
 */
@NullMarked
package io.domicile.router.route;

import org.jspecify.annotations.NullMarked;
