internal import InfraGraph

/// Weights that make the sum of some rows' values the log-odds of their answers.
///
/// Minimises the log-loss over all rows plus `ridge`/2 times the squared distance from `prior`: what the rows say nothing
/// about stays as it is. Newton's method with halved steps (iteratively reweighted least squares); the loss is convex and,
/// with a ridge, has one minimum. Time grows with rows · weights².
struct LogisticRegression {
    /// The weights, one a column.
    private(set) var weights: [Double]

    private let rows: [[Double]]
    private let answers: [Double]
    private let prior: [Double]
    private let ridge: Double

    init(rows: [[Double]], answers: [Bool], prior: [Double], ridge: Double) {
        precondition(rows.count == answers.count && rows.allSatisfy { $0.count == prior.count } && ridge > 0)
        (self.rows, self.prior, self.ridge) = (rows, prior, ridge)
        self.answers = answers.map { $0 ? 1 : 0 }
        weights = prior
        var loss = loss(at: weights)
        for _ in 0..<50 {
            let step = newtonStep()
            var scale = 1.0
            var next = zip(weights, step).map { $0 - $1 }
            while scale > 1e-6, !(self.loss(at: next) <= loss) {
                scale /= 2
                next = zip(weights, step).map { $0 - scale * $1 }
            }
            let nextLoss = self.loss(at: next)
            guard nextLoss <= loss else { break }
            let isDone = loss - nextLoss < 1e-9
            (weights, loss) = (next, nextLoss)
            if isDone { break }
        }
    }

    /// The log-odds of a row.
    private func sum(_ row: [Double], _ weights: [Double]) -> Double {
        zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func loss(at weights: [Double]) -> Double {
        var loss = zip(weights, prior).reduce(0) { $0 + ridge / 2 * ($1.0 - $1.1) * ($1.0 - $1.1) }
        for (row, answer) in zip(rows, answers) {
            let x = sum(row, weights)
            loss += max(x, 0) - answer * x + logOnePlusExp(-abs(x))
        }
        return loss
    }

    /// The inverse of the second derivatives times the first.
    private func newtonStep() -> [Double] {
        let n = prior.count
        var gradient = zip(weights, prior).map { ridge * ($0 - $1) }
        var hessian = [Double](repeating: 0, count: n * n)
        for column in 0..<n { hessian[column * n + column] = ridge }
        for (row, answer) in zip(rows, answers) {
            let p = logistic(sum(row, weights))
            let curvature = p * (1 - p)
            for i in 0..<n where row[i] != 0 {
                gradient[i] += (p - answer) * row[i]
                for j in 0...i { hessian[i * n + j] += curvature * row[i] * row[j] }
            }
        }
        return Self.solve(hessian, gradient)
    }

    /// Solves A·x = b for a symmetric positive definite A by its Cholesky factor; only the lower triangle of A is read.
    static func solve(_ a: [Double], _ b: [Double]) -> [Double] {
        let n = b.count
        var l = a
        for i in 0..<n {
            for j in 0...i {
                var value = l[i * n + j]
                for k in 0..<j { value -= l[i * n + k] * l[j * n + k] }
                l[i * n + j] = i == j ? max(value, 1e-12).squareRoot() : value / l[j * n + j]
            }
        }
        var x = b
        for i in 0..<n {
            for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
            x[i] /= l[i * n + i]
        }
        for i in (0..<n).reversed() {
            for k in (i + 1)..<n { x[i] -= l[k * n + i] * x[k] }
            x[i] /= l[i * n + i]
        }
        return x
    }
}

/// The probability of log-odds.
func logistic(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exponential(-x)) : exponential(x) / (1 + exponential(x))
}

/// ln(1 + eˣ) for x that is not positive.
private func logOnePlusExp(_ x: Double) -> Double { logarithm(1 + exponential(x)) }
