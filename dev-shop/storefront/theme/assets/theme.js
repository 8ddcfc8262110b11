// The page works without this: it changes the price with the variant, saves the cart as soon as a number changes and keeps
// an address before it is sent.
for (const radio of document.querySelectorAll('input[type=radio][data-price]')) {
  radio.addEventListener('change', () => {
    document.querySelector('p[data-price]').textContent = radio.dataset.price
  })
}

const cart = document.querySelector('form[data-cart]')
if (cart) {
  cart.querySelector('[data-update]').hidden = true
  cart.addEventListener('change', () => cart.requestSubmit())
  for (const button of cart.querySelectorAll('[data-remove]')) {
    button.addEventListener('click', () => {
      button.parentElement.querySelector('input').value = '0'
      cart.requestSubmit()
    })
  }
}

const checkout = document.querySelector('form#pay')
if (checkout) {
  checkout.addEventListener('change', () => {
    if (checkout.checkValidity())
      void fetch('/checkout/contact', { method: 'POST', body: new URLSearchParams(new FormData(checkout)), keepalive: true })
  })
}

const language = document.querySelector('[data-switch-locale]')
const here = new URL(location.href)
here.searchParams.set('locale', new URL(language.href).searchParams.get('locale'))
language.href = here.pathname + here.search
