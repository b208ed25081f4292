/** How commands reach a region: options, the environment behind them, and the clients made of them. */
@NullMarked
package io.domicile.cli.connection;

import org.jspecify.annotations.NullMarked;
