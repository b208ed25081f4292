/** Child processes and what the operating system says of them. */
@NullMarked
package io.domicile.benchmarks.harness.child;

import org.jspecify.annotations.NullMarked;
