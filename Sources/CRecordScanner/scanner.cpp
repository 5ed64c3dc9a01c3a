#include "CRecordScanner.h"
