/**
 * An oracle for gradients: reverse-mode automatic differentiation of double-precision scalars,
 * written for clarity, and networks built from it straight from the formulas.
 */
package io.plateau.nn.autodiff;
