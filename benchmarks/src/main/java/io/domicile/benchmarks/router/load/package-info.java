/** The records that are routed, and how they come into the topic. */
@NullMarked
package io.domicile.benchmarks.router.load;

import org.jspecify.annotations.NullMarked;
