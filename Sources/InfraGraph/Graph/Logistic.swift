#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The exponential function.
package func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm.
package func logarithm(_ x: Double) -> Double { log(x) }

/// A power.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The probability of log-odds given in nats, clamped to ±12.
func probability(logOdds: Double) -> Double {
    1 / (1 + exp(-min(12, max(-12, logOdds))))
}
