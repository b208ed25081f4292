/** What every measurement needs: the options that all have, and how a run is begun and told. */
@NullMarked
package io.domicile.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
