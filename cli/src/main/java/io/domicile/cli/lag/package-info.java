/** How far replication is behind, shown live. */
@NullMarked
package io.domicile.cli.lag;

import org.jspecify.annotations.NullMarked;
