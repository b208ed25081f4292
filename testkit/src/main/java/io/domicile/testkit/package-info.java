/** An embedded region with its fault proxy, and the fakes and contract tests that the modules share. */
@NullMarked
package io.domicile.testkit;

import org.jspecify.annotations.NullMarked;
