const everyone = 'Anna Ben Cara Dora Finn Gina Hugo Ida Jan Kim Lena Mia Nils Olga'
const allBut = (...missing: string[]) =>
  everyone
    .split(' ')
    .filter((name) => !missing.includes(name))
    .join(' ')

/** Queries beside the language's own corpus, with who belongs to them in the small shop of corpus-shop.ts. */
// prettier-ignore
export const answered: { query: string; members: string }[] = [
  // Campaigns
  { query: 'campaign_received MATCHES ()', members: 'Anna Mia Nils' },
  { query: "campaign_received MATCHES (campaign = 'Herbst')", members: 'Nils' },
  { query: "campaign_received MATCHES (campaign != 'Herbst')", members: 'Anna Mia' },
  { query: 'campaign_received NOT MATCHES (date >= -30d)', members: allBut('Anna', 'Mia') },
  { query: "campaign_redeemed MATCHES (campaign = 'Zurück mit Ringen', date >= -7d)", members: 'Mia' },
  { query: "campaign_redeemed MATCHES (campaign STARTS WITH 'Herb')", members: '' },
  { query: "campaign_received MATCHES (campaign CONTAINS 'Ring') AND campaign_redeemed NOT MATCHES ()", members: 'Anna' },
  { query: 'campaign_received MATCHES (count >= 2)', members: '' },

  // Orders
  { query: "orders_placed MATCHES (discount_code != 'SOMMER')", members: allBut('Hugo', 'Dora', 'Lena', 'Nils') },
  { query: "orders_placed NOT MATCHES (discount_code IN ('sommer', 'willkommen'))", members: allBut('Hugo', 'Anna') },
  { query: "orders_placed MATCHES (discount_code CONTAINS 'mm')", members: 'Anna Hugo' },
  { query: 'orders_placed MATCHES (amount > 999.99)', members: 'Gina' },
  { query: 'orders_placed MATCHES (amount = 49.905)', members: '' },
  { query: 'orders_placed MATCHES (amount <= 10.009)', members: 'Finn' },
  { query: 'orders_placed MATCHES (count = 2)', members: 'Gina' },
  { query: 'orders_placed MATCHES (count NOT IN (1, 2))', members: 'Anna Hugo' },
  // A semi-join knows nobody without such an order, so nobody has fewer than one of them.
  { query: 'orders_placed MATCHES (count < 1)', members: '' },
  { query: 'orders_placed NOT MATCHES (date >= -1y) AND number_of_orders > 0', members: '' },
  { query: 'orders_placed MATCHES (date BETWEEN 2026-10-25 AND 2026-10-27)', members: 'Ben Gina' },
  { query: 'orders_placed IS NULL', members: 'Dora Lena Nils' },

  // Purchases
  { query: "products_purchased MATCHES (product_type != 'Ringe')", members: 'Anna Cara Finn Gina Hugo Ida Kim Olga' },
  { query: "products_purchased MATCHES (tag != 'SALE')", members: 'Anna Cara Finn Gina Hugo Ida Kim Olga' },
  { query: "products_purchased MATCHES (tag CONTAINS 'hat')", members: 'Anna Ben Gina Jan Mia' },
  { query: "products_purchased MATCHES (tag NOT CONTAINS 'hat', date >= -60d)", members: 'Cara Finn Hugo' },
  { query: "products_purchased MATCHES (option IN ('56', 'M'))", members: 'Anna Finn Hugo Jan Olga' },
  { query: "products_purchased MATCHES (option != '54', product_type = 'Ringe')", members: 'Anna Jan' },
  { query: 'products_purchased MATCHES (collection_id NOT IN (1, 3))', members: 'Anna Cara Finn Gina Hugo Ida Kim Olga' },
  { query: 'products_purchased MATCHES (collection_id = 2, sum_quantity >= 3)', members: 'Gina Hugo Olga' },
  { query: "products_purchased MATCHES (vendor = 'Silberhof') AND products_purchased MATCHES (product_type = 'Ringe')", members: 'Anna Gina' },
  { query: 'products_purchased MATCHES (variant_id = 9223372036854775807)', members: '' },
  { query: "products_purchased MATCHES (product_type = 'Ringe') OR customer_tags CONTAINS 'wholesale'", members: 'Anna Ben Finn Gina Jan Mia' },
  { query: "(products_purchased NOT MATCHES () OR orders_placed MATCHES (count >= 3)) AND customer_language = 'de'", members: 'Anna Dora Hugo Lena Nils' },
  { query: 'number_of_orders = 0 OR service_requests MATCHES () AND amount_spent = 0', members: 'Dora Kim Lena Nils' },

  // The person
  { query: 'customer_tags IS NOT NULL', members: 'Anna Ben Finn Lena' },
  { query: "customer_tags CONTAINS 'wholesale' AND customer_tags NOT CONTAINS 'VIP'", members: 'Finn' },
  { query: "customer_tags CONTAINS 'GRÖSSE 😀 \"l\"'", members: '' },
  { query: "customer_tags CONTAINS 'GRÖßE 😀 \"l\"'", members: 'Lena' },
  { query: 'customer_countries IS NOT NULL', members: allBut('Jan') },
  { query: "customer_cities CONTAINS 'DE-NW-köln'", members: 'Ben' },
  { query: "customer_cities CONTAINS 'AT-9-Berlin'", members: '' },
  { query: 'customer_cities IS NULL', members: allBut('Anna', 'Ben', 'Finn') },
  { query: 'customer_language IS NULL', members: 'Jan' },
  { query: "customer_language STARTS WITH 'en'", members: 'Finn Ida' },
  { query: "customer_language != 'de'", members: 'Finn Ida Jan' },
  { query: 'customer_account_status IS NULL', members: 'Jan' },
  { query: 'customer_email_domain IS NULL', members: 'Dora' },
  { query: "customer_email_domain NOT IN ('example.com', 'gmail.com')", members: 'Dora Finn' },
  { query: "customer_email_domain CONTAINS '%'", members: '' },
  { query: 'customer_added_date = 2026-10-27', members: 'Dora' },

  // Permission
  { query: "email_subscription_status = 'NOT_SUBSCRIBED'", members: 'Cara Finn Gina Hugo Ida Jan Kim' },
  { query: "email_subscription_status IN ('PENDING', 'NOT_SUBSCRIBED')", members: 'Cara Finn Gina Hugo Ida Jan Kim Lena' },
  { query: "email_subscription_status = 'UNSUBSCRIBED' OR sms_subscription_status = 'PENDING'", members: 'Ben Mia' },
  { query: "sms_subscription_status != 'NOT_SUBSCRIBED'", members: 'Mia' },
  { query: 'may_email != true', members: allBut('Anna', 'Olga') },
  { query: 'may_email = false AND amount_spent >= 1000', members: 'Gina Hugo' },

  // Habits
  { query: 'discount_share IS NULL', members: 'Dora Lena Nils' },
  { query: 'discount_share BETWEEN 0.3 AND 0.4', members: 'Anna' },
  { query: 'return_rate = 0', members: 'Anna Cara Finn Gina Hugo Ida Jan Mia Olga' },
  { query: 'return_rate != 0', members: 'Ben Dora Kim Lena Nils' },
  { query: 'days_between_orders IS NOT NULL', members: 'Anna Gina Hugo' },
  { query: 'days_between_orders = 29.5', members: 'Anna' },
  { query: 'last_contact_date IS NULL', members: allBut('Anna', 'Kim', 'Lena') },
  { query: 'last_contact_date != 2026-01-12', members: allBut('Anna') },
  { query: 'abandoned_checkout_date = 2026-10-24', members: 'Olga' },
  { query: 'random_bucket >= 0', members: everyone },
  { query: 'random_bucket < 50 AND random_bucket >= 50', members: '' },
  { query: 'rfm_recency != 5', members: allBut('Ben', 'Finn', 'Gina', 'Mia') },
  { query: 'rfm_monetary IS NULL', members: 'Dora Lena Nils' },

  // What the shop's laws expect; 0.7 is stored in single precision, where it is less than 0.7
  { query: 'churn_probability >= 0.7', members: 'Anna Kim' },
  { query: 'churn_probability = 0.7 OR churn_probability < 0.2', members: 'Anna Gina' },
  { query: 'churn_probability != 0.7', members: allBut('Anna') },
  { query: 'churn_probability IN (0.1, 0.95)', members: 'Gina Kim' },
  { query: 'churn_probability IS NULL', members: allBut('Anna', 'Ben', 'Gina', 'Hugo', 'Kim', 'Mia') },
  { query: 'next_order_date = 2026-11-05', members: 'Hugo' },
  { query: 'next_order_date <= today', members: 'Mia' },
  { query: 'next_order_date > +2w', members: 'Ben' },
  { query: 'next_order_date IS NULL AND number_of_orders >= 3', members: 'Anna' },
  { query: 'predicted_clv < 20.01', members: 'Anna Kim Mia' },
  { query: 'expected_orders = 0', members: 'Kim' },
  { query: 'expected_orders > 99999999999999999999999999999', members: '' },

  // Visits
  { query: 'storefront.product_viewed NOT MATCHES ()', members: allBut('Hugo', 'Lena', 'Olga') },
  { query: 'storefront.product_viewed MATCHES (date = yesterday)', members: 'Lena' },
  { query: "storefront.product_viewed MATCHES (tag != 'summer') OR number_of_orders = 0", members: 'Dora Hugo Lena Nils Olga' },
  { query: 'storefront.product_viewed MATCHES (id = 1012132033639, count < 3)', members: '' },

  // Likings
  { query: "preferred_size != '54'", members: allBut('Anna', 'Ben', 'Mia') },
  { query: "preferred_size CONTAINS 'cm'", members: 'Cara Gina Ida' },
  { query: "preferred_size NOT IN ('54', 'M')", members: 'Cara Dora Gina Ida Jan Kim Lena Nils' },
  { query: "preferred_size = '56' OR preferred_vendor = 'Silberhof'", members: 'Cara Gina Ida Jan Lena' },
  { query: "preferred_price_band != '20-50'", members: allBut('Ben', 'Cara', 'Jan') },
  { query: 'preferred_price_band IS NULL', members: 'Dora Ida Kim Lena Nils' },
  { query: "preferred_weekday IN ('MONDAY', 'SATURDAY', 'SUNDAY')", members: '' },
  { query: "preferred_weekday != 'TUESDAY'", members: allBut('Anna') },
  { query: 'preferred_hour IS NOT NULL', members: 'Anna Hugo' },
  { query: "discount_affinity = 'WITHOUT_CODE' AND number_of_orders >= 2", members: 'Anna Gina' },
  { query: "discount_affinity IS NULL", members: allBut('Anna', 'Gina', 'Hugo') },
  { query: "preferred_vendor = 'it''s'", members: '' },

  // Questions
  { query: "service_requests MATCHES (status = 'ANSWERED', date < -8m)", members: 'Anna' },
  { query: "service_requests MATCHES (product_type CONTAINS 'ing', status != 'OPEN')", members: 'Anna Kim' },

  // Segments
  { query: "segment != 'a'", members: allBut('Dora', 'Lena', 'Nils') },
  { query: "segment NOT IN ('a', 'b')", members: allBut('Anna', 'Dora', 'Lena', 'Nils', 'Olga') },
  { query: "segment = 'GUTE KUNDEN'", members: 'Anna Gina Hugo' },

  // Numbers and days at their ends
  { query: 'amount_spent > 99999999999999999999.5', members: '' },
  { query: 'amount_spent >= 49.901', members: 'Anna Ben Gina Hugo' },
  { query: 'number_of_orders < 99999999999999999999', members: everyone },
  { query: 'last_order_date = 2026-10-25', members: 'Ben' },
  { query: 'last_order_date BETWEEN 2026-10-27 AND 2026-10-27', members: 'Gina' },
  { query: 'last_order_date BETWEEN today AND -30d', members: '' },
  { query: 'last_order_date > yesterday', members: 'Finn' },
  { query: 'last_order_date >= 9999-12-31', members: '' },
  { query: 'first_order_date < -2y', members: 'Gina' },
]
