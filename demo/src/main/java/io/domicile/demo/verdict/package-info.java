/** What the demo proves, read from the regions themselves. */
@NullMarked
package io.domicile.demo.verdict;

import org.jspecify.annotations.NullMarked;
