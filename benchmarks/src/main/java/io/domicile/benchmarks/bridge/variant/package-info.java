/** What is measured side by side: the limit, the bridge and the peer, each in a process of its own. */
@NullMarked
package io.domicile.benchmarks.bridge.variant;

import org.jspecify.annotations.NullMarked;
