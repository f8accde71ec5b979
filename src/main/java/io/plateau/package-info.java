/** Plateau: neural networks trained on Apache Spark until the loss plateaus. */
package io.plateau;
